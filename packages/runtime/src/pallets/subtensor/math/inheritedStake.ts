import { I64F64, U96F32 } from "@taonet/primitives/fixed/formats"
import { U64_MAX } from "@taonet/primitives/integers"

/** A parent key: its own stake in rao, and the proportion of it that it lends (u64, 2^64 − 1 = all). */
export interface Lender {
  readonly stake: bigint
  readonly proportion: bigint
}

/** A proportion of `ChildKeys` or `ParentKeys` (u64) as U96F32 bits, truncated. */
export const proportionFraction = (proportion: bigint): bigint => U96F32.fromRatio(proportion, U64_MAX)

/**
 * Stake that works for a hotkey on a subnet, in rao: its own, less what its children got, plus what its parents lend.
 * Used once with alpha and once with root stake, over the same lists; not at all for alpha on root itself.
 */
export function inheritedStake(
  stake: bigint,
  childProportions: readonly bigint[],
  parents: readonly Lender[],
): bigint {
  if (childProportions.length === 0 && parents.length === 0) return stake
  let lent = 0n
  for (const proportion of childProportions) lent += stake * proportionFraction(proportion)
  let total = U96F32.sub(stake << 32n, lent)
  for (const parent of parents) total += parent.stake * proportionFraction(parent.proportion)
  return U96F32.toU64(total)
}

/** alpha + tao · w, I64F64 bits; `taoWeight` from `taoWeightFraction`. */
export function stakeWeight(alpha: bigint, tao: bigint, taoWeight: bigint): bigint {
  const root = I64F64.mul(I64F64.fromInt(tao), I64F64.saturatingFrom(U96F32, taoWeight))
  return I64F64.add(I64F64.fromInt(alpha), root)
}
