/**
 * Integer arithmetic of the chain. `u64` and wider are `bigint`; every function names what happens at the edge
 * (saturating, checked, wrapping) and every division its rounding.
 */

export const U8_MAX = 0xff
export const U16_MAX = 0xffff
export const U32_MAX = 0xffff_ffff
export const U64_MAX = 0xffff_ffff_ffff_ffffn
export const U128_MAX = (1n << 128n) - 1n
export const I64_MAX = (1n << 63n) - 1n
export const I64_MIN = -(1n << 63n)
export const I128_MAX = (1n << 127n) - 1n
export const I128_MIN = -(1n << 127n)

/** Quotient rounded toward zero. Throws RangeError for a zero divisor. */
export function divTrunc(a: bigint, b: bigint): bigint {
  return a / b
}

/** Quotient rounded toward minus infinity. Throws RangeError for a zero divisor. */
export function divFloor(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return quotient * b !== a && a < 0n !== b < 0n ? quotient - 1n : quotient
}

/** Quotient rounded toward plus infinity. Throws RangeError for a zero divisor. */
export function divCeil(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return quotient * b !== a && a < 0n === b < 0n ? quotient + 1n : quotient
}

/** `a * b / c` rounded down, with an unbounded product. Throws RangeError when `c` is zero. */
export function mulDivFloor(a: bigint, b: bigint, c: bigint): bigint {
  return divFloor(a * b, c)
}

/** `a * b / c` rounded up, with an unbounded product. Throws RangeError when `c` is zero. */
export function mulDivCeil(a: bigint, b: bigint, c: bigint): bigint {
  return divCeil(a * b, c)
}

/** `a / b` rounded toward zero, 0 for a zero divisor (the chain's `safe_div` on integers). */
export function safeDivTrunc(a: bigint, b: bigint): bigint {
  return b === 0n ? 0n : a / b
}

export const minBigint = (a: bigint, b: bigint): bigint => (a < b ? a : b)
export const maxBigint = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/** `low` when `value` is below it, then `high` when above it: `high` wins if the bounds are crossed. */
export function clampBigint(value: bigint, low: bigint, high: bigint): bigint {
  return minBigint(maxBigint(value, low), high)
}

/** Any integer to the nearest u64. */
export const saturateU64 = (value: bigint): bigint => clampBigint(value, 0n, U64_MAX)
/** Any integer to the nearest u128. */
export const saturateU128 = (value: bigint): bigint => clampBigint(value, 0n, U128_MAX)

export const saturatingAddU64 = (a: bigint, b: bigint): bigint => minBigint(a + b, U64_MAX)
export const saturatingSubU64 = (a: bigint, b: bigint): bigint => (a > b ? a - b : 0n)
export const saturatingMulU64 = (a: bigint, b: bigint): bigint => minBigint(a * b, U64_MAX)
export const saturatingAddU128 = (a: bigint, b: bigint): bigint => minBigint(a + b, U128_MAX)
export const saturatingSubU128 = (a: bigint, b: bigint): bigint => (a > b ? a - b : 0n)
export const saturatingMulU128 = (a: bigint, b: bigint): bigint => minBigint(a * b, U128_MAX)

/** Sum, or undefined when it does not fit a u64. */
export function checkedAddU64(a: bigint, b: bigint): bigint | undefined {
  const sum = a + b
  return sum > U64_MAX ? undefined : sum
}

/** Difference, or undefined when it would be negative. */
export function checkedSubU64(a: bigint, b: bigint): bigint | undefined {
  return a < b ? undefined : a - b
}

/** Product, or undefined when it does not fit a u64. */
export function checkedMulU64(a: bigint, b: bigint): bigint | undefined {
  const product = a * b
  return product > U64_MAX ? undefined : product
}

/** Sum, or undefined when it does not fit a u128. */
export function checkedAddU128(a: bigint, b: bigint): bigint | undefined {
  const sum = a + b
  return sum > U128_MAX ? undefined : sum
}

/** Difference, or undefined when it would be negative. */
export const checkedSubU128 = checkedSubU64

export const wrappingAddU64 = (a: bigint, b: bigint): bigint => BigInt.asUintN(64, a + b)
export const wrappingSubU64 = (a: bigint, b: bigint): bigint => BigInt.asUintN(64, a - b)

/** Block numbers and counters kept as `number`. */
export const saturatingSubU32 = (a: number, b: number): number => Math.max(a - b, 0)
export const saturatingAddU32 = (a: number, b: number): number => Math.min(a + b, U32_MAX)
export const saturatingAddU16 = (a: number, b: number): number => Math.min(a + b, U16_MAX)
export const saturatingSubU16 = saturatingSubU32

/** Largest integer whose square is at most `value`. Throws RangeError for a negative value. */
export function sqrtFloor(value: bigint): bigint {
  if (value < 0n) throw new RangeError("sqrtFloor: negative value")
  if (value < 2n) return value
  let estimate = 1n << BigInt((value.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (estimate + divFloor(value, estimate)) >> 1n
    if (next >= estimate) return estimate
    estimate = next
  }
}
