import { I32F32, I64F64 } from "@taonet/primitives/fixed/formats"
import { hasWebAssembly } from "@taonet/primitives/hash/webAssembly"
import { type Arithmetic, bigintArithmetic, type Raw } from "./arithmetic.ts"
import { storedBonds, weightsForBonds } from "./bonds.ts"
import { checkInput, checkRow } from "./checkInput.ts"
import { clipWeights, consensusWeights, incentiveShares, validatorTrust } from "./consensus.ts"
import { yuma2Dividends, yuma3Dividends } from "./dividends.ts"
import { splitEmission } from "./emission.ts"
import { createEpochKernel, type EpochKernel } from "./kernel/epochKernel.ts"
import { numberArithmetic } from "./numberArithmetic.ts"
import { activeUids, currentPermits, nextPermits } from "./permits.ts"
import { activeStakeShares, combinedStake, stakeShares } from "./stake.ts"
import type { EpochInput, EpochOutput, EpochRaw } from "./types.ts"
import { countedWeights } from "./weights.ts"

/**
 * One epoch of Yuma consensus over plain arrays: from stake, weights and bonds to consensus, incentives, dividends,
 * new permits and bonds, and the emission of each uid. Pure; equal to the chain bit for bit at spec 461
 * (vectors/yuma/README.md, whose rule numbers the modules cite).
 *
 * Runs in WebAssembly, and in plain arithmetic where that is missing or the input is one that the kernel leaves out. `raw` of the result
 * is computed when first read. Throws EpochInputError, which names the field, for an input that is not what its type says; rows that
 * do not count (validators without permit) are not looked at.
 */
export function runEpoch(input: EpochInput): EpochOutput {
  checkInput(input)
  if (hasWebAssembly) {
    kernel ??= createEpochKernel()
    kernel.load(input)
    if (kernel.run()) return kernel.output()
  }
  return runEpochInNumbers(input)
}

/** Made at the first epoch. Its buffers are the only thing it keeps from one to the next. */
let kernel: EpochKernel | undefined

/** The same epoch without WebAssembly: in exact numbers where those suffice, in bigints where not. */
export function runEpochInNumbers(input: EpochInput): EpochOutput {
  checkAll(input)
  const stakes = stakesOf(input)
  return sharesStayShares(input, stakes)
    ? finishEpoch(numberArithmetic, input, stakes)
    : finishEpoch(bigintArithmetic, input, stakes)
}

/** The same epoch in bigint arithmetic whatever the input: the definition that `runEpoch` is tested against. */
export function runEpochInBigint(input: EpochInput): EpochOutput {
  checkAll(input)
  return finishEpoch(bigintArithmetic, input, stakesOf(input))
}

function checkAll(input: EpochInput): void {
  checkInput(input)
  const permits = currentPermits(input)
  input.weights.forEach((row, uid) => {
    if (permits[uid] && (input.lastUpdate[uid] ?? 0n) > 0n) checkRow("weights", uid, row)
  })
  input.bonds.forEach((row, uid) => {
    checkRow("bonds", uid, row)
  })
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
