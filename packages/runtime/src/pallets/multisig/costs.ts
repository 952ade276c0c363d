import type { DispatchInfo } from "@taonet/frame/dispatch/dispatcher"
import type { InfoRule } from "@taonet/frame/pallet"
import type { ArgsOf } from "@taonet/frame/schema/calls"
import { totalOf, type Weight, type WeightPart } from "@taonet/frame/schema/weights"
import { encodedCall } from "../utility/encoded.ts"
import { sumWeights } from "../utility/inner.ts"
import type { calls } from "./schema.ts"

/** A base, and picoseconds per other signatory and per byte of the call. */
interface Cost extends WeightPart {
  readonly perSignatory: number
  readonly perByte: number
}

const row = { proofSize: 6811, reads: 1, writes: 1 }

/** What each step of an approval costs. The first is the dearest of what `approve_as_multi` may do, the last of `as_multi`. */
const costs = {
  threshold1: { refTime: 20_470_382, proofSize: 3997, reads: 2, writes: 0, perSignatory: 0, perByte: 397 },
  approveByHash: { ...row, refTime: 27_463_275, perSignatory: 139_226, perByte: 0 },
  open: { ...row, refTime: 29_976_762, perSignatory: 144_320, perByte: 1_819 },
  approve: { ...row, refTime: 14_821_348, perSignatory: 127_874, perByte: 1_968 },
  complete: { ...row, refTime: 34_745_418, reads: 4, writes: 2, perSignatory: 193_313, perByte: 2_057 },
} as const satisfies Record<string, Cost>

export function costOf(step: keyof typeof costs, others: number, bytes: number): Weight {
  const cost: Cost = costs[step]
  const refTime = cost.refTime + cost.perSignatory * others + cost.perByte * bytes
  return totalOf({ ...cost, refTime })
}

/** Reading and writing the multisig account's own row, which the call inside does. */
const accountRow = totalOf({ refTime: 0, proofSize: 0, reads: 1, writes: 1 })

/** Costs what the call inside costs on top, and is of its class. */
export const threshold1Info: InfoRule = (
  { call }: ArgsOf<typeof calls.as_multi_threshold_1>,
  base,
  dispatcher,
): DispatchInfo => {
  const inner = dispatcher.info(call)
  const own = costOf("threshold1", 0, encodedCall(call).bytes.length)
  return { ...base, class: inner.class, weight: sumWeights(own, accountRow, inner.weight) }
}

/** The signer states what the call inside may cost; it pays that in advance. */
export const asMultiInfo: InfoRule = (
  { other_signatories, call, max_weight }: ArgsOf<typeof calls.as_multi>,
  base,
) => ({
  ...base,
  weight: sumWeights(
    costOf("complete", other_signatories.length, encodedCall(call).bytes.length),
    max_weight,
  ),
})

export const approveInfo: InfoRule = (
  { other_signatories, max_weight }: ArgsOf<typeof calls.approve_as_multi>,
  base,
) => ({
  ...base,
  weight: sumWeights(costOf("approveByHash", other_signatories.length, 0), max_weight),
})
