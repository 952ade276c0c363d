import fc from "fast-check"
import { describe, expect, it } from "vitest"
import vectors from "../../../../../../vectors/math/pow_ratio_scaled.json" with { type: "json" }
import { powBounds } from "./powApproximation.ts"
import { type PowRatio, powRatioExact, powRatioScaled } from "./powRatioScaled.ts"
import { bitLength } from "./powSeries.ts"

const E18 = 10n ** 18n
const u64 = fc.bigInt(1n, (1n << 64n) - 1n)

describe("powRatioScaled", () => {
  it.each(vectors.cases.map((c, index) => ({ index, ...c })))(
    "equals recorded case $index",
    ({ input, expected }) => {
      const ratio: PowRatio = {
        numerator: BigInt(input.base_num),
        denominator: BigInt(input.base_den),
        exponentNumerator: BigInt(input.exp_num),
        exponentDenominator: BigInt(input.exp_den),
        precision: input.precision,
        scale: BigInt(input.scale),
      }
      expect(powRatioScaled(ratio)).toBe(BigInt(expected.result))
      expect(powRatioExact(ratio)).toBe(BigInt(expected.result))
    },
  )

  it("takes the shortcut only to the same result as the series", () => {
    fc.assert(
      fc.property(u64, u64, fc.bigInt(10n ** 16n, 99n * 10n ** 16n), (x, dx, weight) => {
        const ratio: PowRatio = {
          numerator: x,
          denominator: x + (dx % (1000n * x)),
          exponentNumerator: weight,
          exponentDenominator: E18 - weight,
          precision: 256,
          scale: E18,
        }
        expect(powRatioScaled(ratio)).toBe(powRatioExact(ratio))
      }),
      { numRuns: 300 },
    )
  })

  it("has the error that its bounds promise", () => {
    fc.assert(
      fc.property(u64, u64, fc.bigInt(1n, E18), (numerator, denominator, exponentNumerator) => {
        const bounds = powBounds(numerator, denominator, exponentNumerator, E18, E18)
        fc.pre(bounds !== undefined)
        const ratio = {
          numerator,
          denominator,
          exponentNumerator,
          exponentDenominator: E18,
          precision: 1024,
          scale: E18,
        }
        const exact = powRatioExact(ratio)
        expect(bounds.low <= exact && exact <= bounds.high).toBe(true)
        expect(bounds.high - bounds.low).toBeLessThanOrEqual(1n)
      }),
      { numRuns: 100 },
    )
  })

  it("decides exact powers by integers", () => {
    const half = { exponentNumerator: E18 / 2n, exponentDenominator: E18, precision: 1024, scale: E18 }
    expect(powRatioScaled({ numerator: 1n, denominator: 4n, ...half })).toBe(E18 / 2n)
    expect(powRatioScaled({ numerator: 4n, denominator: 1n, ...half })).toBe(2n * E18)
    expect(powRatioScaled({ numerator: 2n, denominator: 1n, ...half })).toBe(1414213562373095048n)
    const cube = { exponentNumerator: 3n, exponentDenominator: 1n, precision: 256, scale: E18 }
    expect(powRatioScaled({ numerator: 1n, denominator: 10n, ...cube })).toBe(10n ** 15n)
    expect(powRatioScaled({ numerator: 10n ** 30n, denominator: 3n, ...cube })).toBe(10n ** 108n / 27n)
  })

  it("answers the edges as the chain does", () => {
    const base = {
      numerator: 5n,
      denominator: 7n,
      exponentNumerator: 1n,
      exponentDenominator: 2n,
      precision: 256,
      scale: E18,
    }
    expect(powRatioScaled({ ...base, denominator: 0n })).toBeUndefined()
    expect(powRatioScaled({ ...base, exponentDenominator: 0n })).toBeUndefined()
    expect(powRatioScaled({ ...base, numerator: 0n, exponentNumerator: 0n })).toBe(0n)
    expect(powRatioScaled({ ...base, exponentNumerator: 0n })).toBe(E18)
    expect(powRatioScaled({ ...base, numerator: 7n })).toBe(E18)
  })

  it("keeps what the truncated exponential series does far from zero", () => {
    // e^-166 · 10^18 is 0, but 408 terms do not converge, and the chain goes on with what they give.
    const ratio: PowRatio = {
      numerator: 1n,
      denominator: 1001n,
      exponentNumerator: 96n * 10n ** 16n + 1n,
      exponentDenominator: 4n * 10n ** 16n - 1n,
      precision: 256,
      scale: E18,
    }
    expect(powRatioScaled(ratio)).toBeGreaterThan(E18)
  })

  it("measures bit lengths", () => {
    for (const bits of [1, 2, 3, 4, 5, 8, 63, 64, 65, 128]) {
      expect(bitLength((1n << BigInt(bits)) - 1n)).toBe(bits)
      expect(bitLength(1n << BigInt(bits))).toBe(bits + 1)
    }
  })
})
