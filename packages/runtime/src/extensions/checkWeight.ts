import type { DispatchInfo } from "@taonet/frame/dispatch/dispatcher"
import { addWeight, type Weight } from "@taonet/frame/schema/weights"
import type { State } from "@taonet/frame/state"
import { constants, storage } from "../pallets/system/schema.ts"
import { classKey } from "../pallets/transactionPayment/fees.ts"
import { refuse, type TransactionExtension } from "./types.ts"

/** Length and weight limits of single extrinsics and of the block, per dispatch class. */
export const checkWeight: TransactionExtension = {
  identifier: "CheckWeight",
  validate(state, { info, length }) {
    const key = classKey(info.class)
    const used = storage.AllExtrinsicsLen.get(state) ?? 0
    if (used + length > constants.BlockLength.get(state).max[key]) refuse("ExhaustsResources")
    const { max_extrinsic } = constants.BlockWeights.get(state).per_class[key]
    if (max_extrinsic && exceeds(info.weight, max_extrinsic)) refuse("ExhaustsResources")
  },
  prepare(state, { info, length }) {
    accrueWeight(state, info, length)
  },
}

/**
 * Adds an extrinsic's declared weight and length to the block's. Raises ExhaustsResources where a class limit would be passed, or the
 * block's beyond what is reserved for the class. Source: frame_system `CheckWeight`.
 */
export function accrueWeight(state: State, info: DispatchInfo, length: number): void {
  const key = classKey(info.class)
  const limits = constants.BlockWeights.get(state)
  const { base_extrinsic, max_total, reserved } = limits.per_class[key]
  const before = storage.BlockWeight.get(state)
  const proof = { ref_time: 0n, proof_size: BigInt(length) }
  const used = addWeight(addWeight(before[key], addWeight(info.weight, base_extrinsic)), proof)
  const after = { ...before, [key]: used }
  if (max_total && exceeds(used, max_total)) refuse("ExhaustsResources")
  if (reserved && exceeds(used, reserved)) {
    const total = addWeight(addWeight(after.normal, after.operational), after.mandatory)
    if (exceeds(total, limits.max_block)) refuse("ExhaustsResources")
  }
  const bytes = (storage.AllExtrinsicsLen.get(state) ?? 0) + length
  if (bytes > constants.BlockLength.get(state).max[key]) refuse("ExhaustsResources")
  storage.BlockWeight.set(state, after)
  storage.AllExtrinsicsLen.set(state, bytes)
}

/** Gives back what the call declared but did not use. */
export function reclaimWeight(state: State, info: DispatchInfo, actual: Weight): void {
  if (actual.ref_time === info.weight.ref_time && actual.proof_size === info.weight.proof_size) return
  const key = classKey(info.class)
  storage.BlockWeight.mutate(state, (weights) => ({
    ...weights,
    [key]: {
      ref_time: weights[key].ref_time - (info.weight.ref_time - actual.ref_time),
      proof_size: weights[key].proof_size - (info.weight.proof_size - actual.proof_size),
    },
  }))
}

function exceeds(weight: Weight, limit: Weight): boolean {
  return weight.ref_time > limit.ref_time || weight.proof_size > limit.proof_size
}
