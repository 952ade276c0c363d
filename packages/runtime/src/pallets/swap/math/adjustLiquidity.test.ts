import { describe, expect, it } from "vitest"
import vectors from "../../../../../../vectors/math/swap_adjust_liquidity.json" with { type: "json" }
import { adjustLiquidity, quoteWeightAfter } from "./adjustLiquidity.ts"
import { spotPrice } from "./balancer.ts"

describe("adjustLiquidity", () => {
  it.each(vectors.cases.map((c, index) => ({ index, ...c })))(
    "equals recorded case $index",
    ({ input, expected }) => {
      const reserves = { tao: BigInt(input.tao_reserve), alpha: BigInt(input.alpha_reserve) }
      const quoteWeight = BigInt(input.quote_weight_perquintill)
      const after = adjustLiquidity({
        reserves,
        quoteWeight,
        reservoirs: { tao: BigInt(input.tao_reservoir), alpha: BigInt(input.alpha_reservoir) },
        delta: { tao: BigInt(input.tao_delta), alpha: BigInt(input.alpha_delta) },
      })
      const grown = { tao: reserves.tao + after.active.tao, alpha: reserves.alpha + after.active.alpha }
      expect({
        price_active_tao: after.active.tao.toString(),
        price_active_alpha: after.active.alpha.toString(),
        quote_weight_perquintill: after.quoteWeight.toString(),
        tao_reservoir: after.reservoirs.tao.toString(),
        alpha_reservoir: after.reservoirs.alpha.toString(),
        price_before_bits: spotPrice(reserves, quoteWeight).toString(),
        price_after_bits: spotPrice(grown, after.quoteWeight).toString(),
      }).toEqual(expected)
    },
  )

  it("gives an empty pool equal weights", () => {
    expect(quoteWeightAfter({ tao: 0n, alpha: 0n }, 3n * 10n ** 17n, { tao: 5n, alpha: 5n })).toBe(
      5n * 10n ** 17n,
    )
  })

  it("keeps everything in the reservoirs when no part fits", () => {
    const after = adjustLiquidity({
      reserves: { tao: 10n ** 9n, alpha: 10n ** 9n },
      quoteWeight: 5n * 10n ** 17n,
      reservoirs: { tao: 7n, alpha: 0n },
      delta: { tao: 10n ** 12n, alpha: 10n ** 15n },
    })
    expect(after).toEqual({
      active: { tao: 0n, alpha: 0n },
      quoteWeight: 5n * 10n ** 17n,
      reservoirs: { tao: 10n ** 12n + 7n, alpha: 10n ** 15n },
    })
  })
})
