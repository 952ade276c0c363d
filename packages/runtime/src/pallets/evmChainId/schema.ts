import { defineCalls } from "@taonet/frame/schema/calls"
import { defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { defineStorage, value } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { u64 } from "@taonet/primitives/scale/index"

export const constants = defineConstants("EVMChainId", {})

export const storage = defineStorage("EVMChainId", {
  ChainId: value("Chain id that Ethereum transactions must be signed for", u64, 0n),
})

export const calls = defineCalls("EVMChainId", {})

export const events = defineEvents("EVMChainId", {})

export const errors = defineErrors("EVMChainId", 23, {})

export const weights: Readonly<Record<string, CallWeight>> = {}

export const schema = definePalletSchema({
  name: "EVMChainId",
  index: 23,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {},
})
