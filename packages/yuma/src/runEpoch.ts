import { I32F32 } from "@taonet/primitives/fixed/formats"
import { hasWebAssembly } from "@taonet/primitives/hash/webAssembly"
import { bigintArithmetic } from "./arithmetic.ts"
import { checkAll, checkInput } from "./checkInput.ts"
import { createEpochKernel, type EpochKernel } from "./kernel/epochKernel.ts"
import { numberArithmetic } from "./numberArithmetic.ts"
import { outputOf, runStages, type Stakes, stakesOf } from "./stages.ts"
import type { EpochInput, EpochOutput } from "./types.ts"

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
    ? outputOf(numberArithmetic, input, runStages(numberArithmetic, input, stakes))
    : outputOf(bigintArithmetic, input, runStages(bigintArithmetic, input, stakes))
}

/** The same epoch in bigint arithmetic whatever the input: the definition that `runEpoch` is tested against. */
export function runEpochInBigint(input: EpochInput): EpochOutput {
  checkAll(input)
  return outputOf(bigintArithmetic, input, runStages(bigintArithmetic, input, stakesOf(input)))
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
