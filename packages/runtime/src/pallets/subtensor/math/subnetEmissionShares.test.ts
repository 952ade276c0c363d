import { describe, expect, it } from "vitest"
import vectors from "../../../../../../vectors/math/subnet_emission_shares.json" with { type: "json" }
import {
  burnWeightedShares,
  type EmissionGate,
  type EmittingSubnet,
  enabledShares,
  gatedShares,
  movingPriceSum,
  priceShares,
  refreshedGateBar,
  subnetEmissions,
} from "./subnetEmissionShares.ts"

const strings = (values: readonly bigint[]): string[] => values.map((value) => value.toString())
const ONE = 1n << 64n

describe("subnetEmissionShares", () => {
  it.each(vectors.cases.map((c, index) => ({ index, ...c })))(
    "equals recorded case $index",
    ({ input, expected }) => {
      const subnets: EmittingSubnet[] = input.subnets.map((subnet) => ({
        mechanism: subnet.mechanism,
        movingPrice: BigInt(subnet.moving_price_bits),
        minerBurned: BigInt(subnet.miner_burned_bits),
        emissionEnabled: subnet.emission_enabled,
      }))
      const gate: EmissionGate = {
        bar: BigInt(input.emission_gate_bar_bits),
        barRank: input.emission_bar_rank,
        barQuantile: BigInt(input.emission_bar_quantile_bits),
        exponent: BigInt(input.emission_gate_exponent_bits),
      }
      const block = Number(input.block)
      const prices = priceShares(subnets)
      const weighted = burnWeightedShares(
        prices,
        subnets.map((subnet) => subnet.minerBurned),
      )
      const bar = refreshedGateBar(weighted, gate, block)
      const emissions = subnetEmissions(subnets, gate, block, BigInt(input.block_emission))
      expect(bar).toBe(emissions.gateBar)
      expect({
        price_share_bits: strings(prices),
        burn_weighted_share_bits: strings(weighted),
        gated_share_bits: strings(gatedShares(weighted, bar, gate.exponent)),
        emission_gate_bar_bits_after: bar.toString(),
        tao_emission_bits: strings(emissions.tao),
        tao_emission_rao: strings(emissions.tao.map((tao) => tao >> 32n)),
      }).toEqual(expected)
    },
  )

  it("keeps the bar between refreshes, and when nobody has a share", () => {
    const gate: EmissionGate = { bar: 5n, barRank: 2, barQuantile: 0n, exponent: 3n * ONE }
    expect(refreshedGateBar([7n, 9n, 8n], gate, 361)).toBe(5n)
    expect(refreshedGateBar([7n, 9n, 8n], gate, 360)).toBe(8n)
    expect(refreshedGateBar([0n, 9n, 0n], gate, 360)).toBe(9n)
    expect(refreshedGateBar([0n, 0n], gate, 360)).toBe(5n)
  })

  it("takes the bar from the cumulative sum at rank 0", () => {
    const gate: EmissionGate = { bar: 0n, barRank: 0, barQuantile: (ONE * 61n) / 100n, exponent: 3n * ONE }
    expect(refreshedGateBar([ONE / 2n, ONE / 4n, ONE / 4n - 1n], gate, 1)).toBe(ONE / 4n)
  })

  it("gives nobody anything when every subnet is disabled", () => {
    expect(enabledShares([ONE / 2n, ONE / 2n], [false, false])).toEqual([0n, 0n])
    expect(enabledShares([ONE / 4n, ONE / 2n], [true, false])).toEqual([ONE, 0n])
  })

  it("counts a stable subnet with price 1", () => {
    expect(
      movingPriceSum([
        { mechanism: 0, movingPrice: 0n },
        { mechanism: 1, movingPrice: 1n << 31n },
      ]),
    ).toBe(ONE + ONE / 2n)
  })
})
