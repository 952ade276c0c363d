import { bitLength, expConstant, lnConstant } from "./powSeries.ts"

/*
 * The same power as powSeries.ts, some fifty times faster, together with a bound of its error.
 *
 * Whoever needs an integer part needs the exact series only when an integer lies inside the bound: about once in 2^50
 * swaps. The bound covers both this computation and the deviation of the chain's routine from the true value, so that
 * "both ends have the same floor" means "the chain's floor is this one":
 *  - here: ln and exp to 160 bits, good to 2^-150; times an exponent of at most 2^7: relative 2^-142;
 *  - there: at 256 requested bits and |ln| ≤ 40 the series ends before its bound on terms; its relative error is below
 *    2^-230 and, with a scale below 2^64, the absolute one below 2^-140.
 * The bound taken is value · 2^-120 + 2^-70.
 */

const BITS = 160n
const ONE = 1n << BITS
/** Largest exponent, and largest scale, for which the error bound was worked out. */
const MAX_EXPONENT = 128n
const SCALE_BITS = 64n
/** |ln| of the power beyond which the reference's exponential need not have converged. */
const MAX_LN = 40n << BITS
const RELATIVE_ERROR_SHIFT = 120n
const ABSOLUTE_ERROR = 1n << (BITS - 70n)

/** Requested precision from which the reference is as accurate as said above. */
export const MIN_REFERENCE_BITS = 256n

const LN_TABLE_BITS = 7n
const EXP_TABLE_BITS = 7n

interface Tables {
  readonly ln2: bigint
  /** Index r in 128…255: the integer c near 2^14 / (r + 1/2), so that (r/128) · (c/128) is within 2^-7 of 1, … */
  readonly reciprocal: readonly bigint[]
  /** … and ln(128/c). */
  readonly lnReciprocal: readonly bigint[]
  /** e^(i/128), i in 0…88. */
  readonly exp: readonly bigint[]
  /** 1/(2k + 1), from the last coefficient of the inverse hyperbolic tangent to the first. */
  readonly artanh: readonly bigint[]
  /** 1/k!, from the last coefficient of the exponential to the first. */
  readonly factorial: readonly bigint[]
}

/** s² < 2^-15, eleven terms reach 2^-160. */
const ARTANH_TERMS = 11
/** r < 2^-7, eighteen terms reach 2^-160. */
const EXP_TERMS = 18

let cached: Tables | undefined

/** Built at the first swap, in a few milliseconds: most processes that load the runtime never swap. */
function tables(): Tables {
  if (cached !== undefined) return cached
  const ln2 = lnConstant(2n, BITS)
  const reciprocal: bigint[] = []
  const lnReciprocal: bigint[] = []
  for (let r = 128n; r < 256n; r++) {
    const c = (1n << 15n) / (2n * r + 1n)
    reciprocal[Number(r)] = c
    lnReciprocal[Number(r)] = LN_TABLE_BITS * ln2 - lnConstant(c, BITS)
  }
  const exp = Array.from({ length: 89 }, (_, i) => expConstant(BigInt(i), 1n << EXP_TABLE_BITS, BITS))
  const artanh = Array.from({ length: ARTANH_TERMS }, (_, i) => ONE / BigInt(2 * (ARTANH_TERMS - 1 - i) + 1))
  const inverseFactorials = [ONE]
  for (let k = 1; k < EXP_TERMS; k++) inverseFactorials.push(inverseFactorials[k - 1]! / BigInt(k))
  cached = { ln2, reciprocal, lnReciprocal, exp, artanh, factorial: inverseFactorials.reverse() }
  return cached
}

/** ln(numerator/denominator), of positive integers below 2^128. */
function lnRatio(numerator: bigint, denominator: bigint): bigint {
  const { ln2, reciprocal, lnReciprocal, artanh } = tables()
  let power = BigInt(bitLength(numerator) - bitLength(denominator))
  // The quotient is in (1/2, 2); one more bit makes it [1, 2) without a second division.
  let ratio = (numerator << (BITS + 1n - power)) / denominator
  if (ratio >> (BITS + 1n)) ratio >>= 1n
  else power -= 1n
  const index = Number(ratio >> (BITS - LN_TABLE_BITS))
  const near = (ratio * reciprocal[index]!) >> LN_TABLE_BITS
  const s = ((near - ONE) << BITS) / (near + ONE)
  const square = (s * s) >> BITS
  let sum = 0n
  for (const coefficient of artanh) sum = ((sum * square) >> BITS) + coefficient
  return ((sum * s) >> (BITS - 1n)) + lnReciprocal[index]! + power * ln2
}

/** scale · e^x in fixed point. */
function scaledExponential(x: bigint, scale: bigint): bigint {
  const { ln2, exp, factorial } = tables()
  let power = x / ln2
  let rest = x - power * ln2
  if (rest < 0n) {
    power -= 1n
    rest += ln2
  }
  const index = rest >> (BITS - EXP_TABLE_BITS)
  rest -= index << (BITS - EXP_TABLE_BITS)
  let sum = 0n
  for (const coefficient of factorial) sum = ((sum * rest) >> BITS) + coefficient
  const value = scale * ((sum * exp[Number(index)]!) >> BITS)
  return power < 0n ? value >> -power : value << power
}

export interface Bounds {
  /** Floor of the lower bound of the result … */
  readonly low: bigint
  /** … and of the upper. Equal: the result. */
  readonly high: bigint
}

/**
 * Bounds of floor(scale · (numerator/denominator)^(exponentNumerator/exponentDenominator)) for positive arguments;
 * undefined outside the range in which the error is known.
 */
export function powBounds(
  numerator: bigint,
  denominator: bigint,
  exponentNumerator: bigint,
  exponentDenominator: bigint,
  scale: bigint,
): Bounds | undefined {
  if (exponentNumerator > exponentDenominator * MAX_EXPONENT || scale >> SCALE_BITS) return undefined
  if ((numerator | denominator) >> 128n) return undefined
  const ln = (lnRatio(numerator, denominator) * exponentNumerator) / exponentDenominator
  if (ln > MAX_LN || ln < -MAX_LN) return undefined
  const value = scaledExponential(ln, scale)
  const error = (value >> RELATIVE_ERROR_SHIFT) + ABSOLUTE_ERROR
  const low = value - error
  return { low: low > 0n ? low >> BITS : 0n, high: (value + error) >> BITS }
}
