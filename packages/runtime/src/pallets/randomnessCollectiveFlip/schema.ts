import { defineCalls } from "@taonet/frame/schema/calls"
import { defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { defineStorage, value } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { BoundedVecH256 } from "./types.ts"

export const constants = defineConstants("RandomnessCollectiveFlip", {})

export const storage = defineStorage("RandomnessCollectiveFlip", {
  RandomMaterial: value(
    "Ring of the last 81 parent block hashes, mixed into low-security randomness",
    BoundedVecH256,
    [],
  ),
})

export const calls = defineCalls("RandomnessCollectiveFlip", {})

export const events = defineEvents("RandomnessCollectiveFlip", {})

export const errors = defineErrors("RandomnessCollectiveFlip", 1, {})

export const weights: Readonly<Record<string, CallWeight>> = {}

export const schema = definePalletSchema({
  name: "RandomnessCollectiveFlip",
  index: 1,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {},
})
