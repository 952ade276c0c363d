import fc from "fast-check"
import { expect, test } from "vitest"
import { bigintArithmetic } from "./arithmetic.ts"
import { numberArithmetic } from "./numberArithmetic.ts"

const ONE = 2 ** 32

/** Raw bits from 0 to `limit`: evenly spread, or small, or just below the limit. */
const raw = (limit: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: 0, max: limit }),
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: limit - 3, max: limit }),
  )
const signed = (limit: number): fc.Arbitrary<number> =>
  fc.tuple(raw(limit), fc.boolean()).map(([value, negative]) => (negative ? 0 - value : value))

type Binary = "mul" | "mulOrZero" | "div" | "add" | "sub"

function expectSame(name: Binary, a: number, b: number): void {
  expect(BigInt(numberArithmetic[name](a, b)), `${name}(${a}, ${b})`).toBe(
    bigintArithmetic[name](BigInt(a), BigInt(b)),
  )
}

test("shares multiply, divide, add and subtract as in bigint", () => {
  fc.assert(
    fc.property(raw(ONE), raw(ONE), (a, b) => {
      for (const name of ["mul", "mulOrZero", "add", "sub"] as const) expectSame(name, a, b)
      expectSame("div", Math.min(a, b), Math.max(a, b))
    }),
    { numRuns: 2_000 },
  )
})

test("sums of shares divide, and steep slopes multiply, as in bigint", () => {
  fc.assert(
    fc.property(
      raw(ONE),
      raw(32_767 * ONE),
      signed(328 * ONE),
      signed(ONE),
      (share, sum, slope, signedShare) => {
        expectSame("div", share, Math.max(share, sum))
        expectSame("div", sum, Math.max(share, sum))
        expectSame("mul", slope, signedShare)
        expectSame("mul", signedShare, slope)
      },
    ),
    { numRuns: 2_000 },
  )
})

test("logistic, ratio and toU16 are as in bigint", () => {
  fc.assert(
    fc.property(
      fc.oneof(signed(6 * ONE), signed(ONE), signed(165 * ONE)),
      fc.nat(0xffff),
      fc.nat(2 ** 31 - 1),
      signed(2 * ONE),
      (x, numerator, denominator, value) => {
        expect(BigInt(numberArithmetic.logistic(x)), `${x}`).toBe(bigintArithmetic.logistic(BigInt(x)))
        expect(BigInt(numberArithmetic.ratio(numerator, denominator))).toBe(
          bigintArithmetic.ratio(numerator, denominator),
        )
        expect(numberArithmetic.toU16(value)).toBe(bigintArithmetic.toU16(BigInt(value)))
      },
    ),
    { numRuns: 2_000 },
  )
})
