import { saturateU128, saturatingAddU64, saturatingMulU128 } from "@taonet/primitives/integers"
import { DEFAULT_QUOTE_WEIGHT, isValidQuoteWeight, type Reserves, WEIGHT_ONE } from "./balancer.ts"

export interface LiquidityInjection {
  readonly reserves: Reserves
  /** Stored quote weight, in parts of 10^18. */
  readonly quoteWeight: bigint
  /** `BalancerTaoReservoir`, `BalancerAlphaReservoir`: what earlier injections could not place. */
  readonly reservoirs: Reserves
  /** What this block adds, in rao. */
  readonly delta: Reserves
}

export interface InjectedLiquidity {
  /** What the caller adds to the reserves now; may contain reservoir amounts. */
  readonly active: Reserves
  readonly quoteWeight: bigint
  readonly reservoirs: Reserves
}

/**
 * Adds protocol liquidity to a pool without moving its price: the weights take up the disproportion. Where that would
 * push a weight below 1 % only alpha is added, else only TAO, else nothing; the rest waits in its reservoir.
 */
export function adjustLiquidity({
  reserves,
  quoteWeight,
  reservoirs,
  delta,
}: LiquidityInjection): InjectedLiquidity {
  const tao = saturatingAddU64(reservoirs.tao, delta.tao)
  const alpha = saturatingAddU64(reservoirs.alpha, delta.alpha)
  const attempts: readonly Reserves[] = [
    { tao, alpha },
    { tao: 0n, alpha },
    { tao, alpha: 0n },
  ]
  for (const active of attempts) {
    const weight = quoteWeightAfter(reserves, quoteWeight, active)
    if (!isValidQuoteWeight(weight)) continue
    return { active, quoteWeight: weight, reservoirs: { tao: tao - active.tao, alpha: alpha - active.alpha } }
  }
  return { active: { tao: 0n, alpha: 0n }, quoteWeight, reservoirs: { tao, alpha } }
}

/** The quote weight that keeps the price of a pool after `added`: floor(q2 / (q1 + q2)); 1/2 for an empty pool. */
export function quoteWeightAfter(reserves: Reserves, quoteWeight: bigint, added: Reserves): bigint {
  const q1 = weighted(WEIGHT_ONE - quoteWeight, saturatingMulU128(reserves.tao, reserves.alpha + added.alpha))
  const q2 = weighted(quoteWeight, saturatingMulU128(reserves.alpha, reserves.tao + added.tao))
  const sum = saturateU128(q1 + q2)
  return sum === 0n ? DEFAULT_QUOTE_WEIGHT : (q2 * WEIGHT_ONE) / sum
}

/** value · weight, half rounded up. */
function weighted(weight: bigint, value: bigint): bigint {
  return (value * weight + WEIGHT_ONE / 2n) / WEIGHT_ONE
}
