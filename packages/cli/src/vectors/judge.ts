import { runEpoch } from "@taonet/yuma/runEpoch"
import type { EpochInput } from "@taonet/yuma/types"
import { carryOver, readEpochCase, writeEpochOutput } from "@taonet/yuma/vectorFormat"
import { firstDifference } from "./difference.ts"
import { type Fields, fieldsOf } from "./fields.ts"
import { fixedI32f32, powSqrtU64f64, safeFloat, transcendentalI32f32 } from "./primitiveKinds.ts"
import {
  blockEmission,
  burnDecayFactor,
  movingPrice,
  networkLockCost,
  registrationBurn,
  sharePool,
  subnetEmissionShares,
  subnetTerms,
} from "./subtensorKinds.ts"
import { powRatio, swap, swapAdjustLiquidity, swapInitWeight, swapSequence } from "./swapKinds.ts"

/** The kinds of vectors/math by the name that their files bear. */
const mathKinds: Readonly<Record<string, (input: Fields) => unknown>> = {
  block_emission: blockEmission,
  burn_decay_factor: burnDecayFactor,
  fixed_i32f32: fixedI32f32,
  moving_price: movingPrice,
  network_lock_cost: networkLockCost,
  pow_ratio_scaled: powRatio,
  pow_sqrt_u64f64: powSqrtU64f64,
  registration_burn: registrationBurn,
  safe_float: safeFloat,
  share_pool: sharePool,
  subnet_emission_shares: subnetEmissionShares,
  subnet_terms: subnetTerms,
  swap,
  swap_adjust_liquidity: swapAdjustLiquidity,
  swap_init_weight: swapInitWeight,
  swap_sequence: swapSequence,
  transcendental_i32f32: transcendentalI32f32,
}

export interface Verdict {
  /** `case 3`; empty for a file of one case. */
  readonly label: string
  /** What differs first, or why the case cannot run; undefined for a case that passes. */
  readonly failure: string | undefined
}

/** Runs all cases of one parsed vector file. An epoch or a sequence is one case, a math file as many as it lists. */
export function* judgeVector(file: unknown): Generator<Verdict> {
  const { kind, name, cases } = (file ?? {}) as Readonly<Record<string, unknown>>
  if (kind === "epoch" || kind === "sequence")
    return yield { label: "", failure: failureOf(() => epochsFailure(file)) }
  const run = typeof name === "string" ? mathKinds[name] : undefined
  if (run === undefined || !Array.isArray(cases)) {
    const named = typeof kind === "string" ? kind : name
    return yield {
      label: "",
      failure: `no vectors of a kind that is known (${JSON.stringify(named) ?? "no kind"})`,
    }
  }
  for (const [index, recorded] of cases.entries()) {
    yield {
      label: `case ${index}`,
      failure: failureOf(() => {
        const { input, expected } = recorded as { input: unknown; expected: unknown }
        return firstDifference(expected, run(fieldsOf(input)))
      }),
    }
  }
}

/** What differs first in an epoch, or in the first epoch of a sequence that differs. */
function epochsFailure(file: unknown): string | undefined {
  const { input, epochs } = readEpochCase(file)
  let state: EpochInput = input
  for (const [index, { set, expected }] of epochs.entries()) {
    state = { ...state, ...set }
    const output = runEpoch(state)
    const difference = firstDifference(expected, writeEpochOutput(output))
    if (difference !== undefined) return epochs.length > 1 ? `epoch ${index}: ${difference}` : difference
    state = { ...state, ...carryOver(output) }
  }
  return undefined
}

function failureOf(run: () => string | undefined): string | undefined {
  try {
    return run()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
