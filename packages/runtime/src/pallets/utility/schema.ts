import { call, defineCalls } from "@taonet/frame/schema/calls"
import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents, event } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { defineStorage } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { DispatchError } from "@taonet/frame/types/sp_runtime"
import { Weight } from "@taonet/frame/types/sp_weights"
import { as, result, u16, u32, unit, vec } from "@taonet/primitives/scale/index"
import { RuntimeCall } from "../../outer.ts"
import { OriginCaller } from "../../types/node.ts"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("Utility", {
  batched_calls_limit: constant("Largest number of calls in one batch", u32, 10_922),
})

export const storage = defineStorage("Utility", {})

export const calls = defineCalls("Utility", {
  batch: call(0, "Runs calls in order and stops at the first failure, keeping what was done before", {
    calls: vec(RuntimeCall),
  }),
  as_derivative: call(1, "Runs a call as a numbered sub-account derived from the caller", {
    index: u16,
    call: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
  }),
  batch_all: call(2, "Runs all calls in order, or undoes everything if one fails", {
    calls: vec(RuntimeCall),
  }),
  dispatch_as: call(3, "Runs a call under a chosen origin and only reports its result; root only", {
    as_origin: OriginCaller,
    call: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
  }),
  force_batch: call(4, "Runs every call in order and carries on past failures", { calls: vec(RuntimeCall) }),
  with_weight: call(5, "Runs a call as root with a stated weight; root only", {
    call: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
    weight: Weight,
  }),
  if_else: call(6, "Runs the main call and, if it fails, the fallback instead", {
    main: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
    fallback: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
  }),
  dispatch_as_fallible: call(7, "Runs a call under a chosen origin and passes on its error; root only", {
    as_origin: OriginCaller,
    call: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
  }),
})

export const events = defineEvents("Utility", {
  BatchInterrupted: event(0, "A batch stopped at the call with this index because it failed", {
    index: u32,
    error: DispatchError,
  }),
  BatchCompleted: event(1, "All calls of a batch succeeded"),
  BatchCompletedWithErrors: event(2, "A batch ran to its end but some calls failed"),
  ItemCompleted: event(3, "One call of a batch succeeded"),
  ItemFailed: event(4, "One call of a forced batch failed", { error: DispatchError }),
  DispatchedAs: event(5, "A call was run under a chosen origin, with this result", {
    result: as("DispatchResult", result(unit, DispatchError)),
  }),
  IfElseMainSuccess: event(6, "The main call succeeded, so the fallback did not run"),
  IfElseFallbackCalled: event(7, "The main call failed and the fallback succeeded", {
    main_error: DispatchError,
  }),
})

export const errors = defineErrors("Utility", 11, {
  TooManyCalls: "The batch holds more calls than allowed",
  InvalidDerivedAccount: "The derived account could not be computed",
})

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  batch: {
    refTime: 19_446_696,
    proofSize: 3983,
    reads: 2,
    writes: 0,
    perItem: { "calls.len()": { refTime: 5_450_264, proofSize: 0, reads: 0, writes: 0 } },
  }, // plus call_weight of every inner call; pays No when all inner calls are Pays::No (also for an empty list); class always Normal
  as_derivative: { refTime: 15_378_000, proofSize: 3983, reads: 3, writes: 1 }, // plus the weight of the inner call(s)
  batch_all: {
    refTime: 13_428_230,
    proofSize: 3983,
    reads: 2,
    writes: 0,
    perItem: { "calls.len()": { refTime: 5_663_250, proofSize: 0, reads: 0, writes: 0 } },
  }, // plus call_weight of every inner call; pays No when all inner calls are Pays::No (also for an empty list); class always Normal
  dispatch_as: { refTime: 6_893_000, proofSize: 0, reads: 0, writes: 0 }, // plus the weight of the inner call(s)
  force_batch: {
    refTime: 12_134_867,
    proofSize: 3983,
    reads: 2,
    writes: 0,
    perItem: { "calls.len()": { refTime: 5_477_293, proofSize: 0, reads: 0, writes: 0 } },
  }, // plus call_weight of every inner call; pays No when all inner calls are Pays::No (also for an empty list); class always Normal
  with_weight: { refTime: 0, proofSize: 0, reads: 0, writes: 0 }, // refTime/proofSize = the weight argument
  if_else: { refTime: 21_831_000, proofSize: 3983, reads: 2, writes: 0 }, // plus the weight of the inner call(s)
  dispatch_as_fallible: { refTime: 7_113_000, proofSize: 0, reads: 0, writes: 0 }, // plus the weight of the inner call(s)
}

export const schema = definePalletSchema({
  name: "Utility",
  index: 11,
  hasStorage: false,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_subtensor_utility::pallet::Call", params: ["T"] },
    events: {
      path: "pallet_subtensor_utility::pallet::Event",
      params: [],
      typeName: "pallet_utility::Event",
    },
    errors: {
      path: "pallet_subtensor_utility::pallet::Error",
      params: ["T"],
      typeName: "pallet_utility::Error<Runtime>",
    },
  },
})
