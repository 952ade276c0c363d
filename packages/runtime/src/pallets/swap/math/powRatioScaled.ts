import { MIN_REFERENCE_BITS, powBounds } from "./powApproximation.ts"
import { bitLength, powBySeries } from "./powSeries.ts"

/** Reduced exponents up to this size are taken as exact integer roots. */
const MAX_EXACT_EXPONENT = 1024n

export interface PowRatio {
  readonly numerator: bigint
  readonly denominator: bigint
  readonly exponentNumerator: bigint
  readonly exponentDenominator: bigint
  /** Fraction bits asked of the chain's series: 256 for swaps, 1024 for price limits. */
  readonly precision: number
  readonly scale: bigint
}

/**
 * floor(scale · (numerator/denominator)^(exponentNumerator/exponentDenominator)), to the bit as the chain has it.
 * All arguments are non-negative; undefined for a zero denominator of either fraction. 0 to any power is 0.
 */
export function powRatioScaled(ratio: PowRatio): bigint | undefined {
  const { numerator, denominator, exponentNumerator, exponentDenominator, scale } = ratio
  if (denominator === 0n || exponentDenominator === 0n) return undefined
  if (numerator === 0n) return 0n
  if (exponentNumerator === 0n || numerator === denominator) return scale
  if (exponentNumerator === exponentDenominator) return (numerator * scale) / denominator
  const bounds = powBounds(numerator, denominator, exponentNumerator, exponentDenominator, scale)
  const bits = referenceBits(ratio)
  if (bounds !== undefined && bounds.low === bounds.high && bits >= MIN_REFERENCE_BITS) return bounds.low
  return powRatioExact(ratio)
}

/** The same without the shortcut: what the shortcut is tested against, and its fallback. */
export function powRatioExact(ratio: PowRatio): bigint {
  const { numerator, denominator, scale } = ratio
  const divisor = gcd(ratio.exponentNumerator, ratio.exponentDenominator)
  const a = ratio.exponentNumerator / divisor
  const b = ratio.exponentDenominator / divisor
  if (a > MAX_EXACT_EXPONENT || b > MAX_EXACT_EXPONENT) {
    return powBySeries(numerator, denominator, a, b, referenceBits(ratio), scale)
  }
  return rootFloor((numerator ** a * scale ** b) / denominator ** a, b, ratio)
}

/** The precision that the chain works with: what was asked for, but enough for the scale. */
function referenceBits({ precision, scale }: PowRatio): bigint {
  return BigInt(Math.max(precision, 32, bitLength(scale) + 8))
}

/** Greatest r with r^degree ≤ value, by bisection between the known bounds of the power or from scratch. */
function rootFloor(value: bigint, degree: bigint, ratio: PowRatio): bigint {
  const { numerator, denominator, exponentNumerator, exponentDenominator, scale } = ratio
  const bounds = powBounds(numerator, denominator, exponentNumerator, exponentDenominator, scale)
  let low = bounds?.low ?? 0n
  let high = bounds?.high ?? 1n << (BigInt(bitLength(value + 1n)) / degree + 1n)
  while (low < high) {
    const middle = (low + high + 1n) >> 1n
    if (middle ** degree <= value) low = middle
    else high = middle - 1n
  }
  return low
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}
