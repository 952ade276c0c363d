import { definePallet } from "@taonet/frame/pallet"
import { batch, batchAll, forceBatch } from "./batch.ts"
import { asDerivative, dispatchAs, dispatchAsFallible, ifElse, withWeight } from "./dispatchables.ts"
import { batchInfo, carrierInfo, ifElseInfo, statedInfo } from "./info.ts"
import { calls, schema } from "./schema.ts"

export const utility = definePallet(schema, calls, {
  calls: {
    batch,
    as_derivative: asDerivative,
    batch_all: batchAll,
    dispatch_as: dispatchAs,
    force_batch: forceBatch,
    with_weight: withWeight,
    if_else: ifElse,
    dispatch_as_fallible: dispatchAsFallible,
  },
  info: {
    batch: batchInfo,
    as_derivative: carrierInfo,
    batch_all: batchInfo,
    dispatch_as: carrierInfo,
    force_batch: batchInfo,
    with_weight: statedInfo,
    if_else: ifElseInfo,
    dispatch_as_fallible: carrierInfo,
  },
})
