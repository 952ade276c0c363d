import { describe, expect, it } from "vitest"
import vectors from "../../../vectors/math/safe_float.json" with { type: "json" }
import { SafeFloat } from "./safeFloat.ts"

type Pair = string[]

const read = ([mantissa, exponent]: Pair): SafeFloat => {
  const value = SafeFloat.create(BigInt(mantissa!), BigInt(exponent!))
  if (value === undefined) throw new Error(`not representable: ${mantissa}e${exponent}`)
  return value
}
const write = (value: SafeFloat | undefined): Pair | null =>
  value === undefined ? null : [value.mantissa.toString(), value.exponent.toString()]

describe("SafeFloat", () => {
  it.each(vectors.cases.map(({ input, expected }, index) => ({ index, input, expected })))(
    "equals recorded case $index",
    ({ input, expected }) => {
      const [a, b, d] = [read(input.a), read(input.b), read(input.d)]
      expect({
        a: write(a),
        add: write(SafeFloat.add(a, b)),
        sub: write(SafeFloat.sub(a, b)),
        div: write(SafeFloat.div(a, b)),
        mul_div: write(SafeFloat.mulDiv(a, b, d)),
        gt: SafeFloat.gt(a, b),
        a_u64: SafeFloat.toU64(a).toString(),
      }).toEqual(expected)
    },
  )

  it("keeps 10^21 and never 10^20 as a mantissa", () => {
    expect(SafeFloat.fromU64(1n)).toEqual({ mantissa: 10n ** 21n, exponent: -21n })
    expect(SafeFloat.create(10n ** 20n, 0n)).toEqual({ mantissa: 10n ** 21n, exponent: -1n })
    expect(SafeFloat.create(10n ** 21n + 1n, 0n)).toBeUndefined()
  })

  it("drops digits by truncation", () => {
    const sum = SafeFloat.add(SafeFloat.create(10n ** 21n, 0n)!, SafeFloat.fromU64(19n))
    expect(sum).toEqual({ mantissa: 10n ** 20n + 1n, exponent: 1n })
  })

  it("is undefined for what has no value", () => {
    const one = SafeFloat.fromU64(1n)
    expect(SafeFloat.sub(SafeFloat.ZERO, one)).toBeUndefined()
    expect(SafeFloat.sub(SafeFloat.ZERO, SafeFloat.ZERO)).toEqual(SafeFloat.ZERO)
    expect(SafeFloat.div(one, SafeFloat.ZERO)).toBeUndefined()
    expect(SafeFloat.mulDiv(one, one, SafeFloat.ZERO)).toBeUndefined()
    const edge = SafeFloat.create(10n ** 21n, (1n << 63n) - 1n)!
    expect(SafeFloat.add(edge, edge)).toBeUndefined()
    expect(SafeFloat.mulDiv(edge, edge, one)).toBeUndefined()
  })

  it("reads legacy U64F64 rows", () => {
    expect(SafeFloat.fromU64F64(3n << 63n)).toEqual({ mantissa: 15n * 10n ** 19n, exponent: -20n })
    expect(SafeFloat.toU64(SafeFloat.fromU64F64((1n << 128n) - 1n))).toBe((1n << 64n) - 1n)
  })
})
