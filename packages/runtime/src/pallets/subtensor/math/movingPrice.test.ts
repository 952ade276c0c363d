import { expect, it } from "vitest"
import vectors from "../../../../../../vectors/math/moving_price.json" with { type: "json" }
import { nextFastPrice, nextMovingPrice } from "./movingPrice.ts"

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

it("follows the spot price fast: half the way in 600 blocks, both ways", () => {
  const ONE = 1n << 64n
  expect(nextFastPrice(undefined, 7n * ONE)).toBe(7n * ONE)
  for (const [from, to] of [
    [ONE, 3n * ONE],
    [3n * ONE, ONE],
  ] as const) {
    let fast = from
    for (let block = 0; block < 600; block++) fast = nextFastPrice(fast, to)
    expect(Number(fast - 2n * ONE) / Number(ONE)).toBeCloseTo(0, 2)
  }
})
