import { defineCalls } from "@taonet/frame/schema/calls"
import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents, event } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { defineStorage, value } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { ArithmeticFixedU128 } from "@taonet/frame/types/sp_arithmetic"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { as, u8 } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"
import { Releases } from "./types.ts"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("TransactionPayment", {
  OperationalFeeMultiplier: constant(
    "Factor meant to raise the priority of operational calls; has no effect here",
    u8,
    5,
  ),
})

export const storage = defineStorage("TransactionPayment", {
  NextFeeMultiplier: value(
    "Factor applied to the weight part of fees; stays at 1 on this chain",
    ArithmeticFixedU128,
    1_000_000_000_000_000_000n,
  ),
  StorageVersion: value("Layout version of this pallet's storage", Releases, "V1Ancient"),
})

export const calls = defineCalls("TransactionPayment", {})

export const events = defineEvents("TransactionPayment", {
  TransactionFeePaid: event(0, "A transaction fee was paid, with its tip listed separately", {
    who: AccountId32,
    actual_fee: as("BalanceOf<T>", TaoBalance),
    tip: as("BalanceOf<T>", TaoBalance),
  }),
})

export const errors = defineErrors("TransactionPayment", 6, {})

export const weights: Readonly<Record<string, CallWeight>> = {}

export const schema = definePalletSchema({
  name: "TransactionPayment",
  index: 6,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    events: {
      path: "pallet_transaction_payment::pallet::Event",
      params: ["T"],
      typeName: "pallet_transaction_payment::Event<Runtime>",
    },
  },
})
