import fc from "fast-check"
import { expect, test } from "vitest"
import { largestShareWithin, maxUpscale } from "./upscale.ts"

test("the largest becomes 65535; halves round up; zeros stay", () => {
  expect(maxUpscale([0, 0])).toEqual([0, 0])
  expect(maxUpscale([])).toEqual([])
  expect(maxUpscale([1, 2])).toEqual([32_768, 65_535])
  expect(maxUpscale([65_535, 1])).toEqual([65_535, 1])
})

test("above 32768 the factor is truncated before it multiplies", () => {
  // 65535/40000 in 32 fraction bits times 40000 is a little below 65535, and rounds to it.
  expect(maxUpscale([40_000, 20_000, 1])).toEqual([65_535, 32_767, 2])
})

test("order and bounds hold for any weights", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 65_535 }), { minLength: 1, maxLength: 20 }), (values) => {
      const scaled = maxUpscale(values)
      const most = Math.max(...values)
      expect(Math.max(...scaled)).toBe(most === 0 ? 0 : 65_535)
      for (const [i, value] of values.entries()) {
        expect(Math.abs(scaled[i]! - (value * 65_535) / Math.max(most, 1))).toBeLessThanOrEqual(0.501)
      }
    }),
  )
})

test("the largest share is compared with the limit, and no weights break none", () => {
  expect(largestShareWithin([1, 1], 32_768)).toBe(true)
  expect(largestShareWithin([1, 1], 32_767)).toBe(false)
  expect(largestShareWithin([0, 0], 0)).toBe(true)
  expect(largestShareWithin([], 0)).toBe(true)
})
