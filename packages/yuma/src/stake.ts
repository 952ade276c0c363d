import { I32F32, I64F64, U96F32 } from "@taonet/primitives/fixed/formats"
import { U64_MAX } from "@taonet/primitives/integers"
import { bigintArithmetic } from "./arithmetic.ts"
import { normalizeVector } from "./matrix.ts"
import type { EpochInput } from "./types.ts"

/** Alpha plus weighted TAO of each uid, raw I64F64 (rules 1, 3 and 6). */
export function combinedStake(input: EpochInput): bigint[] {
  const weight = I64F64.saturatingFrom(U96F32, taoWeightBits(input))
  return uids(input).map((uid) => {
    const alpha = I64F64.fromInt(input.alphaStake[uid] ?? 0n)
    const tao = I64F64.fromInt(input.taoStake[uid] ?? 0n)
    return I64F64.add(alpha, I64F64.mul(tao, weight))
  })
}

/** Weight of TAO, raw U96F32 (rule 6). */
export const taoWeightBits = (input: EpochInput): bigint => U96F32.fromRatio(input.taoWeight, U64_MAX)

/** Each uid's share of all stake that reaches the threshold, raw I32F32 (rule 1). */
export function stakeShares(input: EpochInput, combined: readonly bigint[]): bigint[] {
  const counted = combined.map((stake, uid) =>
    uid !== input.ownerUid && I64F64.toU64(stake) < input.stakeThreshold ? I64F64.ZERO : stake,
  )
  const total = I64F64.wrap(counted.reduce((sum, stake) => sum + stake, 0n))
  const shares = total === 0n ? counted : counted.map((stake) => I64F64.safeDiv(stake, total))
  return shares.map((share) => I32F32.saturatingFrom(I64F64, share))
}

/** Stake shares of uids that are active and held a permit, normalised again (rule 3). */
export function activeStakeShares(
  shares: readonly bigint[],
  active: readonly boolean[],
  permits: readonly boolean[],
): bigint[] {
  const masked = shares.map((share, uid) => (active[uid] === true && permits[uid] === true ? share : 0n))
  return normalizeVector(bigintArithmetic, masked)
}

const uids = (input: EpochInput): number[] => Array.from({ length: input.n }, (_, uid) => uid)
