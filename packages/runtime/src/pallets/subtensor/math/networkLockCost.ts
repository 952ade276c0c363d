import { maxBigint, safeDivTrunc, saturatingMulU64, saturatingSubU64 } from "@taonet/primitives/integers"

export interface NetworkLockCostInput {
  /** `NetworkLastLockCost`, rao. */
  readonly lastLock: bigint
  /** `NetworkMinLockCost`, rao. */
  readonly minLock: bigint
  /** Block of the last registration of a subnet (u64); 0 = none yet. */
  readonly lastLockBlock: bigint
  readonly block: number
  /** `NetworkLockReductionInterval` (u64): blocks in which a lock cost would fall to nothing. */
  readonly reductionInterval: bigint
}

/** Rao that registering a subnet locks: twice the last lock, falling linearly, but at least the minimum. */
export function networkLockCost(input: NetworkLockCostInput): bigint {
  const { lastLock, minLock, lastLockBlock, reductionInterval } = input
  const start = saturatingMulU64(lastLock, lastLockBlock === 0n ? 1n : 2n)
  const elapsed = saturatingSubU64(BigInt(input.block), lastLockBlock)
  const fallen = saturatingMulU64(safeDivTrunc(lastLock, reductionInterval), elapsed)
  return maxBigint(minLock, saturatingSubU64(start, fallen))
}
