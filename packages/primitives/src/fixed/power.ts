import type { FixedFormat } from "./fixed.ts"
import { I32F32, U64F64 } from "./formats.ts"
import { exp, ln } from "./transcendental.ts"

/** What `pow` answers when the exponential leaves I32F32: the largest whole I32F32. */
const POW_OVERFLOW = U64F64.fromInt((1n << 31n) - 1n)

/**
 * value^exponent of two U64F64 as exp(exponent · ln(value)), all in I32F32: both arguments are narrowed first.
 * 0 where the logarithm fails (a value that narrows to 0), 2^31 - 1 where the exponential does, in either direction.
 */
export function powU64F64(value: bigint, exponent: bigint): bigint {
  const log = ln(I32F32, I32F32.saturatingFrom(U64F64, value))
  if (log === undefined) return 0n
  const result = exp(I32F32, I32F32.mul(I32F32.saturatingFrom(U64F64, exponent), log))
  return result === undefined ? POW_OVERFLOW : U64F64.saturatingFrom(I32F32, result)
}

/** 0.001 as a double, which U64F64 holds exactly. */
export const SQRT_EPSILON_U64F64 = 18_446_744_073_709_552n
const SQRT_STEPS_MAX = 129

/**
 * Square root by bisection until the guess m and value/m differ by at most epsilon (at most 129 steps);
 * undefined for a negative value. The search starts between 0 and value, or value and 1 when that is larger.
 */
export function checkedSqrt(format: FixedFormat, value: bigint, epsilon: bigint): bigint | undefined {
  if (value < 0n) return undefined
  const two = format.fromInt(2)
  let low = value > format.ONE ? 0n : value
  let high = value > format.ONE ? value : format.ONE
  let middle = format.safeDiv(format.add(high, low), two)
  let opposite = format.safeDiv(value, middle)
  for (let step = 0; step < SQRT_STEPS_MAX && format.absDiff(opposite, middle) > epsilon; step++) {
    if (opposite < middle) high = middle
    else low = middle
    middle = format.safeDiv(format.add(high, low), two)
    opposite = format.safeDiv(value, middle)
  }
  return middle
}
