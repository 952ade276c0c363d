import { call, defineCalls } from "@taonet/frame/schema/calls"
import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { defineStorage, value } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { as, bool, compact, u64 } from "@taonet/primitives/scale/index"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("Timestamp", {
  MinimumPeriod: constant("Shortest time between two blocks in milliseconds, half a slot", u64, 125n),
})

export const storage = defineStorage("Timestamp", {
  Now: value("Time of the current block in milliseconds since the Unix epoch", u64, 0n),
  DidUpdate: value("Whether the time was already set in the current block", bool, false),
})

export const calls = defineCalls("Timestamp", {
  set: call(0, "Sets the block's time in milliseconds; inserted by the block author, not by users", {
    now: as("T::Moment", compact(u64)),
  }),
})

export const events = defineEvents("Timestamp", {})

export const errors = defineErrors("Timestamp", 2, {})

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  set: { refTime: 3_816_000, proofSize: 1493, reads: 2, writes: 1, class: "Mandatory" },
}

export const schema = definePalletSchema({
  name: "Timestamp",
  index: 2,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_timestamp::pallet::Call", params: ["T"] },
  },
})
