import { call, defineCalls } from "@taonet/frame/schema/calls"
import { defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents, event } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { defineStorage, value } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { U256 } from "@taonet/frame/types/primitive_types"
import { Permill } from "@taonet/frame/types/sp_arithmetic"

export const constants = defineConstants("BaseFee", {})

export const storage = defineStorage("BaseFee", {
  BaseFeePerGas: value("Current EVM base fee per unit of gas", U256, [20_000_000_000n, 0n, 0n, 0n]),
  Elasticity: value("Largest change of the base fee per block, in parts per million", Permill, 125_000),
})

export const calls = defineCalls("BaseFee", {
  set_base_fee_per_gas: call(0, "Sets the EVM base fee per unit of gas; root only", { fee: U256 }),
  set_elasticity: call(1, "Sets how strongly the EVM base fee follows block usage; root only", {
    elasticity: Permill,
  }),
})

export const events = defineEvents("BaseFee", {
  NewBaseFeePerGas: event(0, "The EVM base fee was changed", { fee: U256 }),
  BaseFeeOverflow: event(1, "The EVM base fee could not be computed because it became too large"),
  NewElasticity: event(2, "The elasticity of the EVM base fee was changed", { elasticity: Permill }),
})

export const errors = defineErrors("BaseFee", 25, {})

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  set_base_fee_per_gas: { refTime: 0, proofSize: 0, reads: 0, writes: 1 }, // frontier default, not read
  set_elasticity: { refTime: 0, proofSize: 0, reads: 0, writes: 1 }, // frontier default, not read
}

export const schema = definePalletSchema({
  name: "BaseFee",
  index: 25,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_base_fee::pallet::Call", params: ["T"] },
    events: { path: "pallet_base_fee::pallet::Event", params: [], typeName: "pallet_base_fee::Event" },
  },
})
