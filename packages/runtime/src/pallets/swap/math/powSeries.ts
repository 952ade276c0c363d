/*
 * (n/d)^(a/b) by logarithm and exponential series in big-integer fixed point, with every rounding of the chain's routine:
 * this *is* the consensus result, truncated series included. It is slow (hundreds of terms), so powRatioScaled.ts asks
 * powApproximation.ts first and comes here only where that cannot decide.
 */

/** Fraction bits beyond those asked for; a series ends at terms smaller than one unit without them. */
const GUARD_BITS = 24n
const GUARD = 1n << GUARD_BITS
const HALF_GUARD = GUARD >> 1n
/** Upper bound of series terms, whatever the precision. */
const MAX_TERMS = 4096

interface Precision {
  /** Fraction bits, guard bits included. */
  readonly bits: bigint
  readonly one: bigint
  readonly terms: number
  readonly ln2: bigint
}

/** Two precisions are in use on the chain (256 and 1024 bits); a third is for tests. */
const precisions = new Map<bigint, Precision>()

function precisionOf(requestedBits: bigint): Precision {
  const known = precisions.get(requestedBits)
  if (known !== undefined) return known
  const bits = requestedBits + GUARD_BITS
  const one = 1n << bits
  const terms = Math.min(Number(bits) + 128, MAX_TERMS)
  const precision = { bits, one, terms, ln2: -ln1p(-(one >> 1n), bits, terms) }
  precisions.set(requestedBits, precision)
  return precision
}

/** Drops the guard bits, half away from zero. */
function withoutGuard(value: bigint): bigint {
  return value < 0n ? -((HALF_GUARD - value) >> GUARD_BITS) : (value + HALF_GUARD) >> GUARD_BITS
}

const isBelowGuard = (value: bigint): boolean => value < GUARD && value > -GUARD

/** Quotient toward minus infinity; the divisor is positive. */
function divFloor(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor
  return value < 0n && quotient * divisor !== value ? quotient - 1n : quotient
}

/** ln(1 + x), |x| ≤ 1/2, by the alternating series. */
function ln1p(x: bigint, bits: bigint, terms: number): bigint {
  let power = x
  let sum = x
  let rounded = withoutGuard(sum)
  for (let n = 2; n <= terms; n++) {
    power = (power * x) >> bits
    if (power === 0n) break
    const term = divFloor(power, BigInt(n))
    if (term === 0n) break
    sum = n % 2 === 0 ? sum - term : sum + term
    const next = withoutGuard(sum)
    if (next === rounded || isBelowGuard(term)) break
    rounded = next
  }
  return sum
}

/** e^x by its series, without reduction of the argument: far from 0 the bound on terms shows in the result. */
function exponential(x: bigint, { bits, one, terms }: Precision): bigint {
  let term = one
  let sum = one
  let rounded = withoutGuard(sum)
  for (let n = 1; n <= terms; n++) {
    term = divFloor((term * x) >> bits, BigInt(n))
    if (term === 0n) break
    sum += term
    const next = withoutGuard(sum)
    if (next === rounded || isBelowGuard(term)) break
    rounded = next
  }
  return sum
}

/** ln of a positive integer: a mantissa in [1/2, 3/2) and a power of two. */
function lnInteger(value: bigint, { bits, one, terms, ln2 }: Precision): bigint {
  let shift = BigInt(bitLength(value) - 1)
  let mantissa = (value << bits) >> shift
  if (mantissa >= one + (one >> 1n)) {
    mantissa >>= 1n
    shift += 1n
  }
  return ln1p(mantissa - one, bits, terms) + ln2 * shift
}

/** Number of binary digits of a positive integer. */
export function bitLength(value: bigint): number {
  const hex = value.toString(16)
  return hex.length * 4 - Math.clz32(Number.parseInt(hex[0]!, 16)) + 28
}

/** floor(scale · (numerator/denominator)^(exponentNumerator/exponentDenominator)) as the chain rounds it. */
export function powBySeries(
  numerator: bigint,
  denominator: bigint,
  exponentNumerator: bigint,
  exponentDenominator: bigint,
  requestedBits: bigint,
  scale: bigint,
): bigint {
  const precision = precisionOf(requestedBits)
  const ln = lnInteger(numerator, precision) - lnInteger(denominator, precision)
  const power = exponential(divFloor(ln * exponentNumerator, exponentDenominator), precision)
  return (withoutGuard(power) * scale) >> requestedBits
}

/** ln(value) to `fractionBits` fraction bits, good to about the last; for tables of constants. */
export function lnConstant(value: bigint, fractionBits: bigint): bigint {
  return lnInteger(value, precisionOf(256n)) >> (256n + GUARD_BITS - fractionBits)
}

/** e^(numerator/denominator) to `fractionBits` fraction bits, good to about the last; for tables of constants. */
export function expConstant(numerator: bigint, denominator: bigint, fractionBits: bigint): bigint {
  const precision = precisionOf(256n)
  return (
    exponential((numerator << precision.bits) / denominator, precision) >> (precision.bits - fractionBits)
  )
}
