import { expect, it } from "vitest"
import vectors from "../../../../../../vectors/math/moving_price.json" with { type: "json" }
import { nextMovingPrice } from "./movingPrice.ts"

it.each(vectors.cases.map((c, index) => ({ index, ...c })))(
  "equals recorded case $index",
  ({ input, expected }) => {
    const next = nextMovingPrice({
      movingAlpha: BigInt(input.moving_alpha_bits),
      firstEmissionBlock:
        input.first_emission_block === null ? undefined : BigInt(input.first_emission_block),
      block: Number(input.current_block),
      halvingBlocks: BigInt(input.halving_blocks),
      spotPrice: BigInt(input.spot_price_bits),
      movingPrice: BigInt(input.old_moving_price_bits),
    })
    expect(next).toBe(BigInt(expected.new_moving_price_bits))
  },
)
