import { I64F64 } from "@taonet/primitives/fixed/formats"
import { type Arithmetic, bigintArithmetic, type Raw } from "./arithmetic.ts"
import { storedBonds, weightsForBonds } from "./bonds.ts"
import { clipWeights, consensusWeights, incentiveShares, validatorTrust } from "./consensus.ts"
import { type Dividends, yuma2Dividends, yuma3Dividends } from "./dividends.ts"
import { splitEmission } from "./emission.ts"
import type { SparseMatrix } from "./matrix.ts"
import { activeUids, currentPermits, nextPermits } from "./permits.ts"
import { activeStakeShares, combinedStake, stakeShares } from "./stake.ts"
import type { EpochInput, EpochOutput, EpochRaw } from "./types.ts"
import { countedWeights } from "./weights.ts"

/** The stages before weights: one value per uid, always in bigint. */
export interface Stakes {
  readonly active: boolean[]
  readonly permits: boolean[]
  readonly nextPermits: boolean[]
  /** Raw I64F64. */
  readonly combined: bigint[]
  /** Raw I32F32, as all shares. */
  readonly stake: bigint[]
  readonly activeStake: bigint[]
}

export function stakesOf(input: EpochInput): Stakes {
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

/** Everything that an epoch computes on its way. */
export interface EpochStages<N> extends Dividends<N> {
  readonly stakes: Stakes
  /** Rows that count, each divided by its sum. */
  readonly weights: SparseMatrix<N>
  readonly consensus: N[]
  readonly clipped: SparseMatrix<N>
  readonly validatorTrust: N[]
  readonly incentive: N[]
  /** Weights after the bonds penalty. */
  readonly bondWeights: SparseMatrix<N>
}

export function runStages<N extends Raw>(
  math: Arithmetic<N>,
  input: EpochInput,
  stakes: Stakes,
): EpochStages<N> {
  const activeStake = stakes.activeStake.map(math.fromBits)
  const weights = countedWeights(math, input, stakes.permits)
  const consensus = consensusWeights(math, weights, activeStake, math.ratio(input.kappa, 0xffff))
  const clipped = clipWeights(math, weights, consensus)
  const incentive = incentiveShares(math, clipped, activeStake)
  const bondWeights = weightsForBonds(math, weights, clipped, math.ratio(input.bondsPenalty, 0xffff))
  const terms = { weights: bondWeights, activeStake, consensus, incentive }
  return {
    stakes,
    weights,
    consensus,
    clipped,
    validatorTrust: validatorTrust(math, clipped),
    incentive,
    bondWeights,
    ...(input.yuma3On ? yuma3Dividends : yuma2Dividends)(math, input, terms),
  }
}

export function outputOf<N extends Raw>(
  math: Arithmetic<N>,
  input: EpochInput,
  { stakes, consensus, validatorTrust: trust, incentive, dividends, bonds }: EpochStages<N>,
): EpochOutput {
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
