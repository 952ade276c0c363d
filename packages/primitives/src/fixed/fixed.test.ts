import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { I32F32, I64F64, I96F32, U64F64, U96F32 } from "./formats.ts"
import { checkedSqrt, powU64F64, SQRT_EPSILON_U64F64 } from "./power.ts"
import { exp, expSafe, ln, log2 } from "./transcendental.ts"

interface Vectors {
  cases: { input: Record<string, string>; expected: Record<string, string | number | null> }[]
}

function vectors(name: string): Vectors["cases"] {
  const url = new URL(`../../../../vectors/math/${name}.json`, import.meta.url)
  return (JSON.parse(readFileSync(url, "utf8")) as Vectors).cases
}

const text = (value: bigint | undefined): string | null => (value === undefined ? null : `${value}`)

test("I32F32 operations equal the recorded ones bit for bit", () => {
  for (const { input, expected } of vectors("fixed_i32f32")) {
    const a = BigInt(input.a!)
    const b = BigInt(input.b!)
    const found = {
      saturating_mul: text(I32F32.mul(a, b)),
      saturating_add: text(I32F32.add(a, b)),
      saturating_sub: text(I32F32.sub(a, b)),
      checked_mul: text(I32F32.checkedMul(a, b)),
      checked_div: text(I32F32.checkedDiv(a, b)),
      saturating_div: b === 0n ? null : text(I32F32.div(a, b)),
      safe_div: text(I32F32.safeDiv(a, b)),
      to_u16: I32F32.toU16(a),
      to_u64: text(I32F32.toU64(a)),
      floor: text(I32F32.floor(a)),
      wrapping_add: text(I32F32.wrappingAdd(a, b)),
    }
    expect(found, `${a}, ${b}`).toEqual(expected)
  }
})

test("exp, ln and log2 equal the recorded ones bit for bit", () => {
  const limit = I32F32.fromInt(25)
  for (const { input, expected } of vectors("transcendental_i32f32")) {
    const x = BigInt(input.x!)
    const found = {
      exp_safe: text(expSafe(x)),
      exp_clamped25: text(exp(I32F32, I32F32.clamp(x, -limit, limit))),
      ln: text(ln(I32F32, x)),
      log2: text(log2(I32F32, x)),
    }
    expect(found, `${x}`).toEqual(expected)
  }
})

test("pow and sqrt of U64F64 equal the recorded ones bit for bit", () => {
  for (const { input, expected } of vectors("pow_sqrt_u64f64")) {
    const value = BigInt(input.value_bits!)
    const found = {
      safe_pow_bits: text(powU64F64(value, BigInt(input.exponent_bits!))),
      checked_sqrt_bits: text(checkedSqrt(U64F64, value, SQRT_EPSILON_U64F64)),
    }
    expect(found, `${value}`).toEqual(expected)
  }
})

test("conversions floor toward minus infinity and saturate", () => {
  expect(I64F64.fromInt(1n << 63n)).toBe(I64F64.MAX)
  expect(I32F32.saturatingFrom(I64F64, -1n)).toBe(-1n)
  expect(I32F32.saturatingFrom(I64F64, I64F64.MIN)).toBe(I32F32.MIN)
  expect(I64F64.saturatingFrom(I32F32, -3n)).toBe(-3n << 32n)
  expect(U96F32.saturatingFrom(I96F32, -1n)).toBe(0n)
  expect(U64F64.saturatingFrom(U96F32, U96F32.MAX)).toBe(U64F64.MAX)
  expect(I32F32.toInt(-1n)).toBe(-1n)
  expect(I32F32.toU64(-1n)).toBe(0n)
  expect(I32F32.toU16(I32F32.fromInt(65_536))).toBe(65_535)
  expect(I32F32.fromRatio(-1, 3)).toBe(-1_431_655_765n)
})

test("a zero divisor is named", () => {
  expect(() => I32F32.div(1n, 0n)).toThrow("I32F32: division by zero")
  expect(I32F32.checkedDiv(1n, 0n)).toBeUndefined()
  expect(I32F32.safeDiv(I32F32.MAX, 1n)).toBe(0n)
})
