import fc from "fast-check"
import { expect, test } from "vitest"
import {
  checkedMulU64,
  checkedSubU64,
  divCeil,
  divFloor,
  divTrunc,
  mulDivFloor,
  saturatingAddU64,
  saturatingMulU64,
  saturatingSubU64,
  sqrtFloor,
  U64_MAX,
  wrappingAddU64,
} from "./integers.ts"

test("each division rounds as it is named", () => {
  const cases: [bigint, bigint, bigint, bigint, bigint][] = [
    [7n, 2n, 3n, 3n, 4n],
    [-7n, 2n, -3n, -4n, -3n],
    [7n, -2n, -3n, -4n, -3n],
    [-7n, -2n, 3n, 3n, 4n],
    [6n, -2n, -3n, -3n, -3n],
    [0n, -5n, 0n, 0n, 0n],
  ]
  for (const [a, b, trunc, floor, ceil] of cases) {
    expect([divTrunc(a, b), divFloor(a, b), divCeil(a, b)], `${a}/${b}`).toEqual([trunc, floor, ceil])
  }
  expect(() => divFloor(1n, 0n)).toThrow(RangeError)
  expect(mulDivFloor(U64_MAX, U64_MAX, U64_MAX)).toBe(U64_MAX)
})

test("u64 edges", () => {
  expect(saturatingAddU64(U64_MAX, 1n)).toBe(U64_MAX)
  expect(saturatingSubU64(1n, 2n)).toBe(0n)
  expect(saturatingMulU64(U64_MAX, 2n)).toBe(U64_MAX)
  expect(checkedSubU64(1n, 2n)).toBeUndefined()
  expect(checkedSubU64(2n, 2n)).toBe(0n)
  expect(checkedMulU64(1n << 32n, 1n << 32n)).toBeUndefined()
  expect(wrappingAddU64(U64_MAX, 2n)).toBe(1n)
})

test("sqrtFloor is the integer square root", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 1n << 140n }), (value) => {
      const root = sqrtFloor(value)
      return root * root <= value && (root + 1n) * (root + 1n) > value
    }),
  )
})
