import { defineCalls } from "@taonet/frame/schema/calls"
import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { defineStorage, value } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { u64 } from "@taonet/primitives/scale/index"
import { Slot } from "../../types/consensus.ts"
import { BoundedVecPublic } from "./types.ts"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("Aura", {
  SlotDuration: constant("Length of one authoring slot in milliseconds", u64, 250n),
})

export const storage = defineStorage("Aura", {
  Authorities: value(
    "Keys of the block authors, in the order in which they take turns",
    BoundedVecPublic,
    [],
  ),
  CurrentSlot: value("Slot number of the current block", Slot, 0n),
})

export const calls = defineCalls("Aura", {})

export const events = defineEvents("Aura", {})

export const errors = defineErrors("Aura", 3, {})

export const weights: Readonly<Record<string, CallWeight>> = {}

export const schema = definePalletSchema({
  name: "Aura",
  index: 3,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {},
})
