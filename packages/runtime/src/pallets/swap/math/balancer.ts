import { saturateU64, saturateU128, saturatingAddU64, U64_MAX } from "@taonet/primitives/integers"
import { powRatioScaled } from "./powRatioScaled.ts"

/*
 * The weighted two-asset pool ("balancer") of a subnet: y rao of TAO and x rao of alpha, with weights w2 + w1 = 1, keep
 * y^w2 · x^w1 constant in a swap. Only w2, the quote weight, is stored, in parts of 10^18 (Perquintill).
 * Prices are raw U64F64 bits, in TAO per alpha; amounts are u64 rao.
 */

export const WEIGHT_ONE = 10n ** 18n
export const DEFAULT_QUOTE_WEIGHT = WEIGHT_ONE / 2n
/** Neither weight may be below 1 %, so that the exponents stay tame. */
export const MIN_WEIGHT = WEIGHT_ONE / 100n
/** Denominator of fee rates. */
const FEE_DENOMINATOR = 65_535n

const PRICE_BITS = 64n
const PRICE_ONE = 1n << PRICE_BITS
const RAO = 1_000_000_000n

export interface Reserves {
  /** Quote reserve, `SubnetTAO`. */
  readonly tao: bigint
  /** Base reserve, `SubnetAlphaIn`. */
  readonly alpha: bigint
}

export const isValidQuoteWeight = (quoteWeight: bigint): boolean =>
  quoteWeight >= MIN_WEIGHT && quoteWeight <= WEIGHT_ONE - MIN_WEIGHT

/** A price in rao per alpha (wire form of limits) as U64F64 bits. */
export const priceFromRao = (rao: bigint): bigint => (rao << PRICE_BITS) / RAO

/** Limits (U64F64) of orders that have none: 10^6 TAO per alpha when buying, 10^-6 when selling. */
export const MAX_PRICE = priceFromRao(10n ** 15n)
export const MIN_PRICE = priceFromRao(1_000n)

/** U64F64 price bits in rao per alpha, floor, clamped to u64. */
export const priceToRao = (price: bigint): bigint => saturateU64(saturateU128(price * RAO) >> PRICE_BITS)

/** Spot price (w1/w2) · (y/x); 0 for a pool without alpha. Each quotient truncates, the product floors. */
export function spotPrice({ tao, alpha }: Reserves, quoteWeight: bigint): bigint {
  if (alpha === 0n) return 0n
  const weights = ((WEIGHT_ONE - quoteWeight) << PRICE_BITS) / quoteWeight
  return saturateU128((weights * ((tao << PRICE_BITS) / alpha)) >> PRICE_BITS)
}

/** Alpha paid out for `taoIn`: floor(x · (1 − (y/(y+Δy))^(w2/w1))). */
export function buyOutput({ tao, alpha }: Reserves, quoteWeight: bigint, taoIn: bigint): bigint {
  const kept = keptShare(tao, saturatingAddU64(tao, taoIn), quoteWeight, WEIGHT_ONE - quoteWeight)
  return (alpha * (PRICE_ONE - kept)) >> PRICE_BITS
}

/** TAO paid out for `alphaIn`: floor(y · (1 − (x/(x+Δx))^(w1/w2))). */
export function sellOutput({ tao, alpha }: Reserves, quoteWeight: bigint, alphaIn: bigint): bigint {
  const kept = keptShare(alpha, saturatingAddU64(alpha, alphaIn), WEIGHT_ONE - quoteWeight, quoteWeight)
  return (tao * (PRICE_ONE - kept)) >> PRICE_BITS
}

/** Alpha that has to be sold for `taoOut`: floor(x · ((y/(y−Δy))^(w2/w1) − 1)); 0 where the power is above u64. */
export function sellInputFor({ tao, alpha }: Reserves, quoteWeight: bigint, taoOut: bigint): bigint {
  const left = tao > taoOut ? tao - taoOut : 0n
  const growth = power(tao, left, quoteWeight, WEIGHT_ONE - quoteWeight)
  return growth > PRICE_ONE ? saturateU64((alpha * (growth - PRICE_ONE)) >> PRICE_BITS) : 0n
}

/** TAO that moves the price up to `target`: floor(y · ((target/price)^w1 − 1)). */
export function buyInputToPrice(tao: bigint, quoteWeight: bigint, price: bigint, target: bigint): bigint {
  return inputToPrice(tao, target, price, WEIGHT_ONE - quoteWeight)
}

/** Alpha that moves the price down to `target`: floor(x · ((price/target)^w2 − 1)). */
export function sellInputToPrice(alpha: bigint, quoteWeight: bigint, price: bigint, target: bigint): bigint {
  return inputToPrice(alpha, price, target, quoteWeight)
}

/** Fee contained in a gross amount: floor(amount · rate/65535), the rate truncated to U64F64 first. */
export function feeOfGross(amount: bigint, feeRate: number): bigint {
  return (amount * ((BigInt(feeRate) << PRICE_BITS) / FEE_DENOMINATOR)) >> PRICE_BITS
}

/** Fee on top of a net amount: floor(amount · rate/(65535 − rate)), clamped to u64; 0 for a rate of 65535. */
export function feeOnNet(amount: bigint, feeRate: number): bigint {
  const rate = BigInt(feeRate)
  if (rate === FEE_DENOMINATOR) return 0n
  return saturateU64((amount * ((rate << PRICE_BITS) / (FEE_DENOMINATOR - rate))) >> PRICE_BITS)
}

/** The power (before/after)^(a/b) in U64F64, from 18 decimal digits; 0 when it does not fit a u64 of 10^-18. */
function power(before: bigint, after: bigint, a: bigint, b: bigint): bigint {
  const scaled = powRatioScaled({
    numerator: before,
    denominator: after,
    exponentNumerator: a,
    exponentDenominator: b,
    precision: 256,
    scale: WEIGHT_ONE,
  })
  return scaled === undefined || scaled < 0n || scaled > U64_MAX ? 0n : (scaled << PRICE_BITS) / WEIGHT_ONE
}

/** Share of the output reserve that stays in the pool, at most 1. */
function keptShare(before: bigint, after: bigint, a: bigint, b: bigint): bigint {
  const share = power(before, after, a, b)
  return share > PRICE_ONE ? PRICE_ONE : share
}

function inputToPrice(reserve: bigint, numerator: bigint, denominator: bigint, weight: bigint): bigint {
  const scaled = powRatioScaled({
    numerator,
    denominator,
    exponentNumerator: weight,
    exponentDenominator: WEIGHT_ONE,
    precision: 1024,
    scale: WEIGHT_ONE,
  })
  if (scaled === undefined) return 0n
  const growth = (saturateU64(scaled) << PRICE_BITS) / WEIGHT_ONE
  return growth > PRICE_ONE ? saturateU64((reserve * (growth - PRICE_ONE)) >> PRICE_BITS) : 0n
}
