import { I32F32, I64F64 } from "@taonet/primitives/fixed/formats"
import { type Arithmetic, bigintArithmetic, type Raw } from "./arithmetic.ts"
import { storedBonds, weightsForBonds } from "./bonds.ts"
import { clipWeights, consensusWeights, incentiveShares, validatorTrust } from "./consensus.ts"
import { yuma2Dividends, yuma3Dividends } from "./dividends.ts"
import { splitEmission } from "./emission.ts"
import { numberArithmetic } from "./numberArithmetic.ts"
import { activeUids, currentPermits, nextPermits } from "./permits.ts"
import { activeStakeShares, combinedStake, stakeShares } from "./stake.ts"
import type { EpochInput, EpochOutput, EpochRaw, WeightRow } from "./types.ts"
import { countedWeights } from "./weights.ts"

/** Rows and columns: a sum of so many u16 stays below 2^31, the reach of I32F32. */
export const UIDS_MAX = 32_767

/**
 * One epoch of Yuma consensus over plain arrays: from stake, weights and bonds to consensus, incentives, dividends,
 * new permits and bonds, and the emission of each uid. Pure; equal to the chain bit for bit at spec 461
 * (vectors/yuma/README.md, whose rule numbers the modules cite).
 *
 * Throws RangeError for a subnet, or a stored row, of more than UIDS_MAX.
 */
export function runEpoch(input: EpochInput): EpochOutput {
  checkSizes(input)
  const stakes = stakesOf(input)
  return sharesStayShares(input, stakes)
    ? finishEpoch(numberArithmetic, input, stakes)
    : finishEpoch(bigintArithmetic, input, stakes)
}

/** The same epoch in bigint arithmetic whatever the input: the definition that `runEpoch` is tested against. */
export function runEpochInBigint(input: EpochInput): EpochOutput {
  checkSizes(input)
  return finishEpoch(bigintArithmetic, input, stakesOf(input))
}

function checkSizes({ n, weights, bonds }: EpochInput): void {
  const tooLong = (row: WeightRow): boolean => row.length > UIDS_MAX
  if (n > UIDS_MAX || weights.some(tooLong) || bonds.some(tooLong)) {
    throw new RangeError(`runEpoch: more than ${UIDS_MAX} uids, or a row of more entries`)
  }
}

/** The stages before weights: one value per uid, always in bigint. */
interface Stakes {
  readonly active: boolean[]
  readonly permits: boolean[]
  readonly nextPermits: boolean[]
  /** Raw I64F64. */
  readonly combined: bigint[]
  /** Raw I32F32, as all shares. */
  readonly stake: bigint[]
  readonly activeStake: bigint[]
}

function stakesOf(input: EpochInput): Stakes {
  const active = activeUids(input)
  const permits = currentPermits(input)
  const combined = combinedStake(input)
  const stake = stakeShares(input, combined)
  return {
    active,
    permits,
    nextPermits: nextPermits(input, stake),
    combined,
    stake,
    activeStake: activeStakeShares(stake, active, permits),
  }
}

/**
 * Whether every value after the stakes lies in [0, 1], or is a sum of at most UIDS_MAX such: then raw bits fit a
 * number. False only for stakes that wrapped (over 2^63 rao in all) and for a bonds moving average above one million.
 */
function sharesStayShares(input: EpochInput, { activeStake }: Stakes): boolean {
  return (
    input.bondsMovingAverage <= 1_000_000n && activeStake.every((share) => share >= 0n && share <= I32F32.ONE)
  )
}

function finishEpoch<N extends Raw>(math: Arithmetic<N>, input: EpochInput, stakes: Stakes): EpochOutput {
  const activeStake = stakes.activeStake.map(math.fromBits)
  const weights = countedWeights(math, input, stakes.permits)
  const consensus = consensusWeights(math, weights, activeStake, math.ratio(input.kappa, 0xffff))
  const clipped = clipWeights(math, weights, consensus)
  const trust = validatorTrust(math, clipped)
  const incentive = incentiveShares(math, clipped, activeStake)
  const { dividends, bonds } = (input.yuma3On ? yuma3Dividends : yuma2Dividends)(math, input, {
    weights: weightsForBonds(math, weights, clipped, math.ratio(input.bondsPenalty, 0xffff)),
    activeStake,
    consensus,
    incentive,
  })

  const raw: EpochRaw = {
    stake: stakes.stake,
    activeStake: stakes.activeStake,
    consensus: consensus.map(math.toBits),
    validatorTrust: trust.map(math.toBits),
    incentive: incentive.map(math.toBits),
    dividends: dividends.map(math.toBits),
  }
  return {
    stake: stakes.combined.map(I64F64.toU64),
    stakeWeight: stakes.stake.map(bigintArithmetic.toU16),
    active: stakes.active,
    consensus: consensus.map(math.toU16),
    validatorTrust: trust.map(math.toU16),
    incentive: incentive.map(math.toU16),
    dividends: dividends.map(math.toU16),
    validatorPermit: stakes.nextPermits,
    ...splitEmission(raw, input.raoEmission),
    bonds: storedBonds(math, bonds, stakes.nextPermits),
    raw,
  }
}
