import { assert, failWith } from "@taonet/frame/errors"
import { ensureNone } from "@taonet/frame/origin"
import { definePallet, type Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import { divFloor } from "@taonet/primitives/integers"
import { constants as aura, storage as auraStorage } from "../aura/schema.ts"
import { calls, constants, schema, storage } from "./schema.ts"

/** The block's time in milliseconds: once a block, rising by at least half a slot, and inside the block's slot. */
export const set: Handler<typeof calls.set> = (state, origin, { now }) => {
  ensureNone(origin)
  const before = storage.Now.get(state)
  const tooEarly = before !== 0n && now < before + constants.MinimumPeriod.get(state)
  const otherSlot = slotOf(state, now) !== auraStorage.CurrentSlot.get(state)
  if (storage.DidUpdate.get(state) || tooEarly || otherSlot) failWith({ type: "Other" })
  storage.Now.set(state, now)
  storage.DidUpdate.set(state, true)
}

/** The Aura slot of a time: whole slots since 1970. */
export const slotOf = (state: Pick<State, "constants">, now: bigint): bigint =>
  divFloor(now, aura.SlotDuration.get(state))

export const timestamp = definePallet(schema, calls, {
  calls: { set },
  hooks: {
    onFinalize(state) {
      assert(storage.DidUpdate.get(state), "a block without timestamp")
      storage.DidUpdate.delete(state)
    },
  },
})
