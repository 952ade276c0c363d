import type { DispatchInfo, DispatchResult } from "@taonet/frame/dispatch/dispatcher"
import type { Origin } from "@taonet/frame/origin"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { type CallWeight, totalOf, type Weight, zeroWeight } from "@taonet/frame/schema/weights"
import type { State } from "@taonet/frame/state"
import { minBigint, saturatingAddU64 } from "@taonet/primitives/integers"

/** How a call inside a call went, and what it cost in the end. */
export interface Inner {
  readonly result: DispatchResult
  readonly weight: Weight
}

/** Dispatches a call inside a call under the outer origin, with its filters. */
export function runInner(state: State, origin: Origin, call: RuntimeCallValue): Inner {
  const info = state.dispatcher.info(call)
  const result = state.dispatcher.dispatch(state, origin, call)
  return { result, weight: actualWeight(info, result) }
}

/** What a call reports after it ran, but never more than it declared. */
function actualWeight({ weight }: DispatchInfo, { post }: DispatchResult): Weight {
  const { ref_time, proof_size } = post.weight ?? weight
  return {
    ref_time: minBigint(ref_time, weight.ref_time),
    proof_size: minBigint(proof_size, weight.proof_size),
  }
}

/** Sum that stays encodable whatever weights a caller states. */
export function sumWeights(...weights: readonly Weight[]): Weight {
  return weights.reduce(
    (sum, { ref_time, proof_size }) => ({
      ref_time: saturatingAddU64(sum.ref_time, ref_time),
      proof_size: saturatingAddU64(sum.proof_size, proof_size),
    }),
    zeroWeight,
  )
}

/** Cost of a batch call itself for a number of items, theirs not included. */
export function batchBase(own: CallWeight | undefined, items: number): Weight {
  if (!own) return zeroWeight
  const perItem = Object.values(own.perItem ?? {}).map((part) => totalOf(part, BigInt(items)))
  return sumWeights(totalOf(own), ...perItem)
}
