import { divTrunc } from "../integers.ts"
import type { FixedFormat } from "./fixed.ts"
import { I32F32 } from "./formats.ts"

/*
 * exp, log2, ln as the chain's fixed-point library computes them: approximations whose every rounding is part of
 * consensus (vectors/math/README.md, "Common rules" and "block_emission"). Signed formats with at least 23 fraction bits.
 */

/** e and log2(e) keep 23 fraction bits in the library's constant tables, whatever the format. */
const CONSTANT_FRACTION = 23
const E_BITS = 22_802_600n
const LOG2_E_BITS = 12_102_203n
/** Terms of the exponential series after `1 + x`. */
const EXP_LAST_TERM = 31n

const constant = (format: FixedFormat, bits: bigint): bigint =>
  bits << BigInt(format.fraction - CONSTANT_FRACTION)

/**
 * e^x. undefined when a term, the sum, or (x negative) its inverse leaves the format.
 * exp(1) is the table constant and so differs from the series; -1 does not take it: the test sees the sign.
 */
export function exp(format: FixedFormat, x: bigint): bigint | undefined {
  if (x === 0n) return format.ONE
  if (x === format.ONE) return constant(format, E_BITS)
  const magnitude = x < 0n ? -x : x
  if (magnitude > format.MAX) return undefined
  const sum = expSeries(format, magnitude)
  if (sum === undefined || x > 0n) return sum
  return format.checkedDiv(format.ONE, sum)
}

function expSeries(format: FixedFormat, x: bigint): bigint | undefined {
  let sum = format.checkedAdd(x, format.ONE)
  let term = x
  for (let i = 2n; i <= EXP_LAST_TERM && sum !== undefined && term > 0n; i++) {
    const product = format.checkedMul(term, x)
    if (product === undefined) return undefined
    term = divTrunc(product, i)
    sum = format.checkedAdd(sum, term)
  }
  return sum
}

/** Base-2 logarithm; undefined for x ≤ 0, and where 1/x overflows for a tiny x. */
export function log2(format: FixedFormat, x: bigint): bigint | undefined {
  if (x <= 0n) return undefined
  if (x >= format.ONE) return log2AtLeastOne(format, x)
  const inverse = format.checkedDiv(format.ONE, x)
  return inverse === undefined ? undefined : -log2AtLeastOne(format, inverse)
}

/** Integer part by halving, then one fraction bit per squaring. */
function log2AtLeastOne(format: FixedFormat, x: bigint): bigint {
  const two = format.ONE << 1n
  let result = 0n
  while (x >= two) {
    result++
    x = halfRoundedUp(x)
  }
  for (let bit = 0; bit < format.fraction; bit++) {
    x = format.mul(x, x)
    result <<= 1n
    if (x >= two) {
      result |= 1n
      x = halfRoundedUp(x)
    }
  }
  return result
}

const halfRoundedUp = (x: bigint): bigint => (x >> 1n) + (x & 1n)

/** Natural logarithm: log2(x) / log2(e); undefined where log2 is. */
export function ln(format: FixedFormat, x: bigint): bigint | undefined {
  const log = log2(format, x)
  return log === undefined ? undefined : format.checkedDiv(log, constant(format, LOG2_E_BITS))
}

const EXP_SAFE_LIMIT = I32F32.fromInt(20)

/** e^x in I32F32 on x clamped to [-20, 20], where the series cannot fail (Yuma's `exp_safe`). */
export function expSafe(x: bigint): bigint {
  return exp(I32F32, I32F32.clamp(x, -EXP_SAFE_LIMIT, EXP_SAFE_LIMIT)) ?? I32F32.MAX
}
