import { concatBytes } from "@taonet/primitives/bytes"
import {
  createReader,
  encode,
  type Reader,
  readCompactBig,
  remaining,
  u8,
  u32,
  u64,
  u128,
} from "@taonet/primitives/scale/index"
import { bytesParam, hashParam, optional, type Params } from "../params.ts"
import { callRuntime } from "../runtimeCalls.ts"
import type { Method, RpcContext } from "../types.ts"

/** Asks the fee API about an extrinsic; signatures do not matter to it. */
function ask(method: string, params: Params, { services: { chain } }: RpcContext): Reader {
  const extrinsic = bytesParam(params, 0)
  const hash = optional(params, 1, hashParam) ?? chain.head().hash
  const args = concatBytes(extrinsic, encode(u32, extrinsic.length))
  return createReader(callRuntime(chain, hash, `TransactionPaymentApi_${method}`, args))
}

const classes = ["normal", "operational", "mandatory"]

export const payment_queryInfo: Method = (params, context) => {
  const reader = ask("query_info", params, context)
  const weight = { ref_time: Number(readCompactBig(reader)), proof_size: Number(readCompactBig(reader)) }
  return { weight, class: classes[u8.decodeFrom(reader)], partialFee: readBalance(reader, 1).toString() }
}

export const payment_queryFeeDetails: Method = (params, context) => {
  const reader = ask("query_fee_details", params, context)
  if (u8.decodeFrom(reader) === 0) return { inclusionFee: null }
  // The tip comes last and is not shown.
  const [baseFee, lenFee, adjustedWeightFee] = [4, 3, 2].map((left) => hexNumber(readBalance(reader, left)))
  return { inclusionFee: { baseFee, lenFee, adjustedWeightFee } }
}

/** A balance is as wide as the runtime makes it: `left` of them fill the rest of the answer. */
const readBalance = (reader: Reader, left: number): bigint =>
  remaining(reader) >= left * 16 ? u128.decodeFrom(reader) : u64.decodeFrom(reader)

const hexNumber = (value: bigint): string => `0x${value.toString(16)}`
