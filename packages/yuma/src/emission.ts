import { I32F32, I96F32 } from "@taonet/primitives/fixed/formats"
import { bigintArithmetic } from "./arithmetic.ts"
import { normalizeVector, sum } from "./matrix.ts"

export interface EmissionShares {
  readonly stake: readonly bigint[]
  readonly activeStake: readonly bigint[]
  readonly incentive: readonly bigint[]
  readonly dividends: readonly bigint[]
}

/** Rao of each uid. */
export interface Emissions {
  readonly serverEmission: bigint[]
  readonly validatorEmission: bigint[]
  readonly emission: bigint[]
}

/**
 * Splits the epoch's emission by incentive and dividends together (rules 7 and 11); what rounding leaves is not given
 * out. Without either, validators get it by active stake, or by stake when none is active.
 */
export function splitEmission(shares: EmissionShares, rao: bigint): Emissions {
  const { stake, activeStake, incentive, dividends } = shares
  const combined = incentive.map((share, uid) => I32F32.add(share, dividends[uid]!))
  const total = sum(bigintArithmetic, combined)
  const inRao = (values: readonly bigint[]): bigint[] => values.map((share) => raoOf(share, rao))
  if (total === 0n) {
    const fallback = inRao(activeStake.every((share) => share === 0n) ? stake : activeStake)
    return { serverEmission: inRao(incentive), validatorEmission: fallback, emission: [...fallback] }
  }
  return {
    serverEmission: inRao(incentive.map((share) => I32F32.safeDiv(share, total))),
    validatorEmission: inRao(dividends.map((share) => I32F32.safeDiv(share, total))),
    emission: inRao(normalizeVector(bigintArithmetic, combined)),
  }
}

function raoOf(share: bigint, rao: bigint): bigint {
  return I96F32.toU64(I96F32.mul(I96F32.saturatingFrom(I32F32, share), I96F32.fromInt(rao)))
}
