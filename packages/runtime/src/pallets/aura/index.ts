import { assert } from "@taonet/frame/errors"
import { definePallet } from "@taonet/frame/pallet"
import type { DigestItem } from "@taonet/frame/runtime"
import type { State } from "@taonet/frame/state"
import { utf8, utf8Decode } from "@taonet/primitives/bytes"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { decode, encode, u64 } from "@taonet/primitives/scale/index"
import { electProducers } from "../subtensor/thesis/producers.ts"
import { storage as system } from "../system/schema.ts"
import { calls, schema, storage } from "./schema.ts"

const engineId = "aura"

/** The pre-runtime digest of a block authored in `slot`. */
export const slotDigest = (slot: bigint): DigestItem => ({
  type: "PreRuntime",
  value: [utf8(engineId), encode(u64, slot)],
})

/** The slot that the block's digest claims, if it has one. */
export function slotFromDigest(state: State): bigint | undefined {
  for (const item of system.Digest.get(state).logs) {
    if (item.type === "PreRuntime" && utf8Decode(item.value[0]) === engineId)
      return decode(u64, item.value[1])
  }
  return undefined
}

/** The account of the authority whose turn `slot` is. */
export function authorOf(state: State, slot: bigint): Hex | undefined {
  const authorities = storage.Authorities.get(state)
  if (authorities.length === 0) return undefined
  return toHex(authorities[Number(slot % BigInt(authorities.length))]!)
}

/** Slots only rise; the authority of the slot is the block's author. Where producers are elected, the last block of a period does it. */
export const aura = definePallet(schema, calls, {
  hooks: {
    onInitialize(state) {
      const slot = slotFromDigest(state)
      if (slot === undefined) return
      assert(slot > storage.CurrentSlot.get(state), "the slot must rise")
      storage.CurrentSlot.set(state, slot)
      state.author ??= authorOf(state, slot)
    },
    onFinalize: electProducers,
  },
})
