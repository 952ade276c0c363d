/**
 * SafeFloat: decimal floating point with a 21-digit mantissa, the number that stake shares are counted in.
 *
 * The mantissa keeps enough digits for one rao to move a share, and not for a tenth of one. Normal form:
 * 10^20 < mantissa ≤ 10^21, zero is (0, 0). Every loss of digits truncates. An operation returns `undefined` where the
 * chain's returns nothing: division by zero, a difference from zero, an exponent outside i64.
 *
 * Field names and widths (u128, i64) are those on the wire, so a decoded storage value is used as it is.
 */
export interface SafeFloat {
  readonly mantissa: bigint
  readonly exponent: bigint
}

/** Greatest mantissa, and the scale of a quotient. */
const MAX_MANTISSA = 10n ** 21n
const MIN_MANTISSA = 10n ** 20n
const MANTISSA_DIGITS = 21
const U64_MAX = (1n << 64n) - 1n
const I64_MAX = (1n << 63n) - 1n
const I64_MIN = -(1n << 63n)

/** 10^0 … 10^78: no product of two mantissas has more digits. */
const powersOfTen: readonly bigint[] = Array.from({ length: 79 }, (_, digits) => 10n ** BigInt(digits))

const ZERO: SafeFloat = Object.freeze({ mantissa: 0n, exponent: 0n })
const fitsI64 = (value: bigint): boolean => value >= I64_MIN && value <= I64_MAX

/** 10^exponent, not more than 10^22: a mantissa has no digits beyond that. */
function cappedPowerOfTen(exponent: bigint): bigint {
  return exponent > 22n ? powersOfTen[22]! : powersOfTen[Number(exponent)]!
}

/** Brings any mantissa into normal form; digits that do not fit are dropped. */
function normalize(mantissa: bigint, exponent: bigint): SafeFloat | undefined {
  if (mantissa === 0n) return ZERO
  if (mantissa > MIN_MANTISSA && mantissa <= MAX_MANTISSA) return { mantissa, exponent }
  let shift = MANTISSA_DIGITS - mantissa.toString().length
  let scaled: bigint
  if (shift >= 0) {
    scaled = mantissa * powersOfTen[shift]!
  } else {
    // Keep one digit more than wanted first: 10^21 itself is in normal form.
    shift += 1
    scaled = mantissa / powersOfTen[-shift]!
    if (scaled > MAX_MANTISSA) {
      shift -= 1
      scaled /= 10n
    }
  }
  if (scaled === MIN_MANTISSA) {
    shift += 1
    scaled = MAX_MANTISSA
  }
  const moved = exponent - BigInt(shift)
  return fitsI64(moved) ? { mantissa: scaled, exponent: moved } : undefined
}

/** Normal form of mantissa · 10^exponent; undefined when the mantissa is above 10^21. */
function create(mantissa: bigint, exponent: bigint): SafeFloat | undefined {
  return mantissa > MAX_MANTISSA ? undefined : normalize(mantissa, exponent)
}

function fromU64(value: bigint): SafeFloat {
  return normalize(value, 0n) ?? ZERO
}

/** Integer part, clamped to u64. */
function toU64({ mantissa, exponent }: SafeFloat): bigint {
  const value =
    exponent >= 0n ? mantissa * cappedPowerOfTen(exponent) : mantissa / cappedPowerOfTen(-exponent)
  return value > U64_MAX ? U64_MAX : value
}

const isZero = (value: SafeFloat): boolean => value.mantissa === 0n

function add(a: SafeFloat, b: SafeFloat): SafeFloat | undefined {
  if (a.mantissa === 0n) return b
  if (b.mantissa === 0n) return a
  return a.exponent >= b.exponent
    ? normalize(a.mantissa + b.mantissa / cappedPowerOfTen(a.exponent - b.exponent), a.exponent)
    : normalize(b.mantissa + a.mantissa / cappedPowerOfTen(b.exponent - a.exponent), b.exponent)
}

/** a − b, not below zero; undefined when a is zero and b is not. */
function sub(a: SafeFloat, b: SafeFloat): SafeFloat | undefined {
  if (b.mantissa === 0n) return a
  if (a.mantissa === 0n) return undefined
  const ahead = a.exponent - b.exponent
  const left = ahead >= 0n ? a.mantissa : a.mantissa / cappedPowerOfTen(-ahead)
  const right = ahead >= 0n ? b.mantissa / cappedPowerOfTen(ahead) : b.mantissa
  if (right >= left) return ZERO
  return normalize(left - right, ahead >= 0n ? a.exponent : b.exponent)
}

/** a · b / divisor, truncated once; undefined when the divisor is zero. */
function mulDiv(a: SafeFloat, b: SafeFloat, divisor: SafeFloat): SafeFloat | undefined {
  if (divisor.mantissa === 0n) return undefined
  const sum = a.exponent + b.exponent
  const exponent = sum - divisor.exponent
  if (!fitsI64(sum) || !fitsI64(exponent)) return undefined
  return normalize((a.mantissa * b.mantissa) / divisor.mantissa, exponent)
}

/** a / b to 21 digits, truncated; undefined when b is zero. */
function div(a: SafeFloat, b: SafeFloat): SafeFloat | undefined {
  if (b.mantissa === 0n) return undefined
  const exponent = a.exponent - b.exponent - 21n
  if (!fitsI64(exponent)) return undefined
  return normalize((a.mantissa * MAX_MANTISSA) / b.mantissa, exponent)
}

/** a > b for values in normal form. The chain's comparison looks one power of ten far; so does this one. */
function gt(a: SafeFloat, b: SafeFloat): boolean {
  const difference = a.exponent - b.exponent
  if (difference === 0n) return a.mantissa > b.mantissa
  if (difference > 0n) return difference > 1n || a.mantissa * 10n > b.mantissa
  return difference === -1n && a.mantissa > b.mantissa * 10n
}

/** From raw U64F64 bits: how share rows of the legacy maps (`Alpha`, `TotalHotkeyShares`) are read. */
function fromU64F64(bits: bigint): SafeFloat {
  if (bits === 0n) return ZERO
  const fraction = div(fromU64(bits & U64_MAX), fromU64(1n << 64n)) ?? ZERO
  return add(fromU64(bits >> 64n), fraction) ?? ZERO
}

export const SafeFloat = {
  ZERO,
  create,
  fromU64,
  fromU64F64,
  toU64,
  isZero,
  add,
  sub,
  mulDiv,
  div,
  gt,
} as const
