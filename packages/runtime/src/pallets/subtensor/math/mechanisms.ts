import { U64F64 } from "@taonet/primitives/fixed/formats"
import { U16_MAX } from "@taonet/primitives/integers"

/**
 * Rao of an epoch for each of `count` mechanisms. `split` is `MechanismEmissionSplit` (u16 parts); it counts only if it
 * has `count` parts that add up to 65535, otherwise all get the same. What rounding leaves goes to mechanism 0.
 */
export function mechanismEmissions(total: bigint, count: number, split?: readonly number[]): bigint[] {
  const valid =
    split !== undefined && split.length === count && split.reduce((sum, part) => sum + part, 0) === U16_MAX
  const emissions = Array.from({ length: count }, (_, i) =>
    valid ? (total * BigInt(split[i]!)) / BigInt(U16_MAX) : total / BigInt(count),
  )
  let rest = total
  for (const emission of emissions) rest -= emission
  if (count > 0) emissions[0]! += rest
  return emissions
}

/** Weight of each mechanism in the combined results, U64F64 bits: its part of the total, or mechanism 0 alone. */
export function mechanismWeights(emissions: readonly bigint[]): bigint[] {
  let total = 0n
  for (const emission of emissions) total += emission
  return emissions.map((emission, i) => {
    if (total === 0n) return i === 0 ? U64F64.ONE : 0n
    return (emission << 64n) / total
  })
}

/** One step of the combination over mechanisms: floor(sum + value · weight), `weight` in U64F64 bits. */
export const addWeighted = (sum: bigint, value: bigint, weight: bigint): bigint =>
  sum + ((value * weight) >> 64n)

const EMA_ONE = 10n ** 18n

/** Voting power of a validator after an epoch, rao; `alpha` (`VotingPowerEmaAlpha`) is in parts of 10^18. */
export const votingPowerEma = (stake: bigint, previous: bigint, alpha: bigint): bigint =>
  (alpha * stake + (EMA_ONE - alpha) * previous) / EMA_ONE
