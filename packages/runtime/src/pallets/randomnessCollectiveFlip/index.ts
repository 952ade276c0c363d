import { definePallet } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import { storage as system } from "../system/schema.ts"
import { calls, schema, storage } from "./schema.ts"

/** Parent hashes that are kept, the oldest being overwritten. */
const MATERIAL_LENGTH = 81

/** Keeps the parent hash; who asks for randomness mixes all that are kept. */
function onInitialize(state: State, block: number): void {
  const parent = system.ParentHash.get(state)
  storage.RandomMaterial.mutate(state, (hashes) =>
    hashes.length < MATERIAL_LENGTH
      ? [...hashes, parent]
      : hashes.with((block - 1) % MATERIAL_LENGTH, parent),
  )
}

export const randomnessCollectiveFlip = definePallet(schema, calls, { hooks: { onInitialize } })
