import type { Dispatcher, DispatchInfo } from "@taonet/frame/dispatch/dispatcher"
import { ApiError, type TransactionValidity, type ValidationContext } from "@taonet/frame/runtime"
import { type ApiImplementation, implementApi } from "@taonet/frame/schema/runtimeApis"
import type { State } from "@taonet/frame/state"
import { fromHex } from "@taonet/primitives/hex"
import { DecodeError } from "@taonet/primitives/scale/index"
import { decodeExtrinsic, type Extrinsic, withLength } from "../executive/extrinsic.ts"
import {
  type FeeParts,
  feeParts,
  lengthToFee,
  totalFee,
  weightToFee,
} from "../pallets/transactionPayment/fees.ts"
import type { FeeDetails } from "../pallets/transactionPayment/types.ts"
import { TaggedTransactionQueue } from "./taggedTransactionQueue/schema.ts"
import { TransactionPaymentApi } from "./transactionPaymentApi/schema.ts"
import { TransactionPaymentCallApi } from "./transactionPaymentCallApi/schema.ts"

type Validate = (state: State, extrinsic: Uint8Array, context: ValidationContext) => TransactionValidity

/** Fee estimates and pool validity. Estimates never look at signatures: clients ask with fake ones. */
export function transactionApis(dispatcher: Dispatcher, validate: Validate): readonly ApiImplementation[] {
  const shared = {
    query_weight_to_fee: (_state: State, { weight }: { weight: { ref_time: bigint } }) => weightToFee(weight),
    query_length_to_fee: (_state: State, { length }: { length: number }) => lengthToFee(length),
  }
  const dispatchInfo = (state: State, info: DispatchInfo, length: number, paysNothing: boolean) => ({
    weight: info.weight,
    class: info.class,
    partial_fee: paysNothing ? 0n : totalFee(feeParts(state, info, length)),
  })
  return [
    implementApi(TaggedTransactionQueue, {
      validate_transaction: (state, { source, tx, block_hash }) => {
        const verdict = validate(state, withLength(tx), { source, blockHash: block_hash })
        if (!verdict.ok) return { ok: false, error: verdict.error as never }
        const { priority, requires, provides, longevity, propagate } = verdict.value
        return {
          ok: true,
          value: {
            priority,
            requires: requires.map(fromHex),
            provides: provides.map(fromHex),
            longevity,
            propagate,
          },
        }
      },
    }),
    implementApi(TransactionPaymentApi, {
      ...shared,
      query_info: (state, { uxt, len }) => {
        const { call, signed } = decodeForEstimate(uxt)
        return dispatchInfo(state, dispatcher.info(call), len, signed === undefined)
      },
      query_fee_details: (state, { uxt, len }) => {
        const { call, signed } = decodeForEstimate(uxt)
        return details(signed ? feeParts(state, dispatcher.info(call), len) : undefined)
      },
    }),
    implementApi(TransactionPaymentCallApi, {
      ...shared,
      query_call_info: (state, { call, len }) => dispatchInfo(state, dispatcher.info(call), len, false),
      query_call_fee_details: (state, { call, len }) => details(feeParts(state, dispatcher.info(call), len)),
    }),
  ]
}

function details(parts: FeeParts | undefined): FeeDetails {
  const inclusion_fee = parts && {
    base_fee: parts.base,
    len_fee: parts.length,
    adjusted_weight_fee: parts.weight,
  }
  return { inclusion_fee, tip: 0n }
}

function decodeForEstimate(body: Uint8Array): Extrinsic {
  try {
    return decodeExtrinsic(withLength(body))
  } catch (error) {
    if (error instanceof DecodeError || error instanceof RangeError)
      throw new ApiError("Could not decode the extrinsic")
    throw error
  }
}
