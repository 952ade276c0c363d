import { I32F32 } from "@taonet/primitives/fixed/formats"
import { exp } from "@taonet/primitives/fixed/transcendental"
import { type Arithmetic, bigintArithmetic } from "./arithmetic.ts"

/*
 * Raw I32F32 bits as integral numbers. Every product and dividend is an integer below 2^53, and a quotient of two such
 * integers cannot round up across one, so the floors written here are the only rounding there is. Arguments that are
 * too wide take the bigint definition, whose result must fit again: results stay below 2^53. runEpoch picks this
 * arithmetic only for inputs that keep to that (`sharesStayShares`).
 */

const TWO_10 = 2 ** 10
const TWO_11 = 2 ** 11
const TWO_16 = 2 ** 16
const TWO_32 = 2 ** 32
const TWO_36 = 2 ** 36
const TWO_42 = 2 ** 42

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
  logistic,
  toU16: (raw) => (raw <= 0 ? 0 : raw >= TWO_32 ? 0xffff : Math.floor((raw * 0xffff) / TWO_32)),
})

/** floor(a · b / 2^32), b in two halves so that both partial products stay within 2^52. */
function mul(a: number, b: number): number {
  if (a > TWO_36 || a < -TWO_36 || b > TWO_32 || b < -TWO_32) {
    return Number(bigintArithmetic.mul(BigInt(a), BigInt(b)))
  }
  const upper = Math.floor(b / TWO_16)
  const lower = b - upper * TWO_16
  return Math.floor((a * upper + Math.floor((a * lower) / TWO_16)) / TWO_16)
}

/** floor(a · 2^32 / b): a long division whose 32 bits come as 11, 11 and 10. */
function div(a: number, b: number): number {
  if (b === 0) return 0
  if (a < 0 || a >= TWO_42 || b < 0 || b >= TWO_42) {
    return Number(bigintArithmetic.div(BigInt(a), BigInt(b)))
  }
  const first = Math.floor((a * TWO_11) / b)
  const afterFirst = (a * TWO_11 - first * b) * TWO_11
  const second = Math.floor(afterFirst / b)
  const third = Math.floor(((afterFirst - second * b) * TWO_10) / b)
  return (first * TWO_11 + second) * TWO_10 + third
}

/** Up to here e^x, about 403, is narrow enough for `div`. Subnets' usual steepness of 10 asks for at most 5. */
const EXP_LIMIT = 6 * TWO_32
const E_BITS = Number(exp(I32F32, I32F32.ONE))
const EXP_LAST_TERM = 31

function logistic(x: number): number {
  if (x > EXP_LIMIT || x < -EXP_LIMIT) return Number(bigintArithmetic.logistic(BigInt(x)))
  const power = x < 0 ? div(TWO_32, expSeries(-x)) : x === TWO_32 ? E_BITS : expSeries(x)
  return div(TWO_32, TWO_32 + power)
}

/** The library's series for 0 ≤ x ≤ EXP_LIMIT; see `exp` in primitives/fixed/transcendental.ts. */
function expSeries(x: number): number {
  let sum = TWO_32 + x
  let term = x
  for (let i = 2; i <= EXP_LAST_TERM && term > 0; i++) {
    const whole = Math.floor(term / TWO_32)
    term = Math.floor((whole * x + mul(x, term - whole * TWO_32)) / i)
    sum += term
  }
  return sum
}
