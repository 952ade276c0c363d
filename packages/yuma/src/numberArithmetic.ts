import { type Arithmetic, bigintArithmetic } from "./arithmetic.ts"

/*
 * Raw I32F32 bits as integral numbers. Every intermediate is an integer below 2^53 (or such an integer over a power
 * of two, which a double holds as exactly), so nothing is ever rounded but by the floors written here. Arguments that
 * are too wide for that take the bigint definition, whose result must again be below 2^53; runEpoch picks this
 * arithmetic only for inputs where it is (`sharesStayShares`).
 */

const TWO_16 = 2 ** 16
const TWO_32 = 2 ** 32
const TWO_36 = 2 ** 36
const TWO_37 = 2 ** 37

/** floor(a · b / 2^32) with b in two halves: |a · (b's upper half)| ≤ 2^52 and |a · (b's lower half)| < 2^52. */
function mul(a: number, b: number): number {
  if (a > TWO_36 || a < -TWO_36 || b > TWO_32 || b < -TWO_32) {
    return Number(bigintArithmetic.mul(BigInt(a), BigInt(b)))
  }
  const upper = Math.floor(b / TWO_16)
  return Math.floor((a * upper + Math.floor((a * (b - upper * TWO_16)) / TWO_16)) / TWO_16)
}

/** floor(a · 2^32 / b) as two steps of a long division in base 2^16: each dividend is below 2^53. */
function div(a: number, b: number): number {
  if (b === 0) return 0
  if (a < 0 || a >= TWO_37 || b < 0 || b >= TWO_37) return Number(bigintArithmetic.div(BigInt(a), BigInt(b)))
  const upper = Math.floor((a * TWO_16) / b)
  const lower = Math.floor(((a * TWO_16 - upper * b) * TWO_16) / b)
  return upper * TWO_16 + lower
}

export const numberArithmetic: Arithmetic<number> = Object.freeze<Arithmetic<number>>({
  zero: 0,
  one: TWO_32,
  fromBits: (bits) => Number(bits),
  toBits: (raw) => BigInt(raw),
  ratio: (numerator, denominator) => (denominator === 0 ? 0 : Math.floor((numerator * TWO_32) / denominator)),
  add: (a, b) => a + b,
  wrappingAdd: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul,
  mulOrZero: mul,
  div,
  logistic: (x) => Number(bigintArithmetic.logistic(BigInt(x))),
  toU16: (raw) => (raw <= 0 ? 0 : raw >= TWO_32 ? 0xffff : Math.floor((raw * 0xffff) / TWO_32)),
})
