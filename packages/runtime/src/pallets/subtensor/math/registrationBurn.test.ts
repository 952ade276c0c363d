import { describe, expect, it } from "vitest"
import factorVectors from "../../../../../../vectors/math/burn_decay_factor.json" with { type: "json" }
import vectors from "../../../../../../vectors/math/registration_burn.json" with { type: "json" }
import { bumpedBurn, burnDecayFactor, decayedBurn } from "./registrationBurn.ts"

describe("registrationBurn", () => {
  it.each(factorVectors.cases)(
    "has the recorded factor of half life $input.half_life_blocks",
    ({ input, expected }) => {
      expect(burnDecayFactor(input.half_life_blocks)).toBe(BigInt(expected.decay_factor_q32))
    },
  )

  it.each(vectors.cases.map((c, index) => ({ index, ...c })))(
    "equals recorded case $index",
    ({ input, expected }) => {
      const bounds = { min: BigInt(input.min_burn), max: BigInt(input.max_burn) }
      let burn = BigInt(input.burn)
      const after = input.ops.map((op) => {
        burn =
          op === "block"
            ? decayedBurn(burn, input.half_life_blocks, bounds)
            : bumpedBurn(burn, BigInt(input.increase_mult_bits), bounds)
        return burn.toString()
      })
      expect(burnDecayFactor(input.half_life_blocks).toString()).toBe(expected.decay_factor_q32)
      expect(after).toEqual(expected.burn_after_each_op)
    },
  )

  it("lets the maximum win over the minimum", () => {
    expect(decayedBurn(5n, 0, { min: 10n, max: 7n })).toBe(7n)
  })
})
