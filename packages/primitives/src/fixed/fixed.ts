import { clampBigint, divTrunc, maxBigint, minBigint, U64_MAX, U128_MAX } from "../integers.ts"

/**
 * A binary fixed-point format: a number is its raw bits as a `bigint` (value = raw / 2^fraction), and all arithmetic
 * are functions of the format. Rounding and overflow are those of the chain's `substrate_fixed` types: products floor,
 * quotients truncate toward zero, narrowing and conversion to integers floor.
 *
 * Raw arguments must be in range (MIN ≤ raw ≤ MAX); results then are too.
 */
export interface FixedFormat {
  readonly name: string
  /** Width in bits, sign included. */
  readonly bits: number
  /** Fraction bits. */
  readonly fraction: number
  readonly signed: boolean
  readonly ZERO: bigint
  readonly ONE: bigint
  readonly MIN: bigint
  readonly MAX: bigint

  /** Raw bits of any size to the nearest number of the format. */
  saturate(raw: bigint): bigint
  /** Raw bits of any size, modulo the width. */
  wrap(raw: bigint): bigint
  /** The integer as a fixed-point number, saturating. */
  fromInt(value: bigint | number): bigint
  /** A number of another format: extra fraction bits are dropped (floor), overflow saturates. */
  saturatingFrom(source: FixedFormat, raw: bigint): bigint
  /** `numerator / denominator`, truncated, saturating; throws RangeError for a zero denominator. */
  fromRatio(numerator: bigint | number, denominator: bigint | number): bigint

  /** Greatest integer not above the number. */
  toInt(raw: bigint): bigint
  /** Floor, clamped to 0…2^16-1. */
  toU16(raw: bigint): number
  /** Floor, clamped to 0…2^64-1. */
  toU64(raw: bigint): bigint
  /** Floor, clamped to 0…2^128-1. */
  toU128(raw: bigint): bigint
  /** Raw bits of the greatest integer not above the number. */
  floor(raw: bigint): bigint
  /** Fraction part: the number less its floor. */
  frac(raw: bigint): bigint

  add(a: bigint, b: bigint): bigint
  sub(a: bigint, b: bigint): bigint
  /** Product, floor, saturating. */
  mul(a: bigint, b: bigint): bigint
  /** Quotient, truncated, saturating; throws RangeError for a zero divisor, as the chain would panic. */
  div(a: bigint, b: bigint): bigint
  /** Quotient, truncated; 0 for a zero divisor **and on overflow** (the chain's `safe_div`). */
  safeDiv(a: bigint, b: bigint): bigint
  checkedAdd(a: bigint, b: bigint): bigint | undefined
  checkedSub(a: bigint, b: bigint): bigint | undefined
  checkedMul(a: bigint, b: bigint): bigint | undefined
  checkedDiv(a: bigint, b: bigint): bigint | undefined
  wrappingAdd(a: bigint, b: bigint): bigint
  wrappingSub(a: bigint, b: bigint): bigint
  absDiff(a: bigint, b: bigint): bigint
  min(a: bigint, b: bigint): bigint
  max(a: bigint, b: bigint): bigint
  /** First raised to `low`, then cut to `high`. */
  clamp(raw: bigint, low: bigint, high: bigint): bigint
}

export interface FixedOptions {
  readonly name: string
  readonly bits: number
  readonly fraction: number
  readonly signed: boolean
}

/** Makes a fixed-point format. The named ones are in formats.ts. */
export function fixed({ name, bits, fraction, signed }: FixedOptions): FixedFormat {
  const shift = BigInt(fraction)
  const MIN = signed ? -(1n << BigInt(bits - 1)) : 0n
  const MAX = (1n << BigInt(signed ? bits - 1 : bits)) - 1n
  const fractionMask = (1n << shift) - 1n

  const saturate = (raw: bigint): bigint => (raw > MAX ? MAX : raw < MIN ? MIN : raw)
  const inRange = (raw: bigint): bigint | undefined => (raw > MAX || raw < MIN ? undefined : raw)
  const wrap = (raw: bigint): bigint => (signed ? BigInt.asIntN(bits, raw) : BigInt.asUintN(bits, raw))
  const quotient = (a: bigint, b: bigint): bigint => {
    if (b === 0n) throw new RangeError(`${name}: division by zero`)
    return divTrunc(a << shift, b)
  }
  const toInt = (raw: bigint): bigint => raw >> shift

  return Object.freeze<FixedFormat>({
    name,
    bits,
    fraction,
    signed,
    ZERO: 0n,
    ONE: 1n << shift,
    MIN,
    MAX,

    saturate,
    wrap,
    fromInt: (value) => saturate(BigInt(value) << shift),
    saturatingFrom: (source, raw) =>
      source.fraction > fraction
        ? saturate(raw >> BigInt(source.fraction - fraction))
        : saturate(raw << BigInt(fraction - source.fraction)),
    fromRatio: (numerator, denominator) => saturate(quotient(BigInt(numerator), BigInt(denominator))),

    toInt,
    toU16: (raw) => Number(clampBigint(toInt(raw), 0n, 0xffffn)),
    toU64: (raw) => clampBigint(toInt(raw), 0n, U64_MAX),
    toU128: (raw) => clampBigint(toInt(raw), 0n, U128_MAX),
    floor: (raw) => raw - (raw & fractionMask),
    frac: (raw) => raw & fractionMask,

    add: (a, b) => saturate(a + b),
    sub: (a, b) => saturate(a - b),
    mul: (a, b) => saturate((a * b) >> shift),
    div: (a, b) => saturate(quotient(a, b)),
    safeDiv: (a, b) => (b === 0n ? 0n : (inRange(divTrunc(a << shift, b)) ?? 0n)),
    checkedAdd: (a, b) => inRange(a + b),
    checkedSub: (a, b) => inRange(a - b),
    checkedMul: (a, b) => inRange((a * b) >> shift),
    checkedDiv: (a, b) => (b === 0n ? undefined : inRange(divTrunc(a << shift, b))),
    wrappingAdd: (a, b) => wrap(a + b),
    wrappingSub: (a, b) => wrap(a - b),
    absDiff: (a, b) => saturate(a < b ? b - a : a - b),
    min: minBigint,
    max: maxBigint,
    clamp: clampBigint,
  })
}
