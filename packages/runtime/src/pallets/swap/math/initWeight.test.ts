import { expect, it } from "vitest"
import vectors from "../../../../../../vectors/math/swap_init_weight.json" with { type: "json" }
import { initWeight } from "./initWeight.ts"

it.each(vectors.cases.map((c, index) => ({ index, ...c })))(
  "equals recorded case $index",
  ({ input, expected }) => {
    const reserves = { tao: BigInt(input.tao_reserve), alpha: BigInt(input.alpha_reserve) }
    const result = initWeight(reserves, input.price_bits === null ? undefined : BigInt(input.price_bits))
    expect("error" in result ? result : { quote_weight_perquintill: result.quoteWeight.toString() }).toEqual(
      expected,
    )
  },
)

it("refuses an empty pool with a price", () => {
  expect(initWeight({ tao: 0n, alpha: 0n }, 1n << 64n)).toEqual({ error: "ReservesOutOfBalance" })
})
