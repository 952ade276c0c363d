import { definePallet } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import { fromHex } from "@taonet/primitives/hex"
import { storage as system } from "../system/schema.ts"
import { calls, schema, storage } from "./schema.ts"

/** Parent hashes that are kept, the oldest being overwritten. */
const MATERIAL_LENGTH = 81
const hashLength = 32
/** Bytes of a full list: its length as a compact integer takes two. */
const lengthBytes = 2
const fullBytes = lengthBytes + MATERIAL_LENGTH * hashLength

/** Keeps the parent hash; who asks for randomness mixes all that are kept. */
function onInitialize(state: State, block: number): void {
  const parent = system.ParentHash.get(state)
  const key = storage.RandomMaterial.key()
  const full = state.get(key)
  if (full?.length === fullBytes) {
    // Every block comes here: reading and writing 80 hashes that stay would be a good part of an empty one.
    const next = full.slice()
    next.set(fromHex(parent), lengthBytes + ((block - 1) % MATERIAL_LENGTH) * hashLength)
    state.set(key, next)
    return
  }
  storage.RandomMaterial.mutate(state, (hashes) => [...hashes, parent])
}

export const randomnessCollectiveFlip = definePallet(schema, calls, { hooks: { onInitialize } })
