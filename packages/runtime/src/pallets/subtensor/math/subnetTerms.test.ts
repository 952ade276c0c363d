import { describe, expect, it } from "vitest"
import vectors from "../../../../../../vectors/math/subnet_terms.json" with { type: "json" }
import { alphaSplit } from "./alphaSplit.ts"
import { blockEmission } from "./blockEmission.ts"
import { rootProportion } from "./rootProportion.ts"
import { subnetTerms } from "./subnetTerms.ts"

describe("subnetTerms and alphaSplit", () => {
  it.each(vectors.cases.map((c, index) => ({ index, ...c })))(
    "equal recorded case $index",
    ({ input, expected }) => {
      const alphaIssuance = BigInt(input.alpha_issuance)
      const spotPrice = BigInt(input.spot_price_bits)
      const alphaEmission = blockEmission(alphaIssuance)
      const proportion = rootProportion(BigInt(input.root_tao), BigInt(input.tao_weight), alphaIssuance)
      const taoEmission = BigInt(input.tao_emission_bits)
      const terms = subnetTerms({ taoEmission, spotPrice, alphaEmission, rootProportion: proportion })
      const ownerCut = input.owner_cut_enabled ? input.owner_cut : 0
      const split = alphaSplit({ alphaOut: terms.alphaOut, ownerCut, rootProportion: proportion })
      expect({
        root_proportion_bits: proportion.toString(),
        price_u96f32_bits: (spotPrice >> 32n).toString(),
        alpha_emission: alphaEmission.toString(),
        tao_in_bits: terms.taoIn.toString(),
        alpha_in_bits: terms.alphaIn.toString(),
        alpha_out_bits: terms.alphaOut.toString(),
        excess_tao_bits: terms.excessTao.toString(),
        tao_in: (terms.taoIn >> 32n).toString(),
        alpha_in: (terms.alphaIn >> 32n).toString(),
        excess_tao: (terms.excessTao >> 32n).toString(),
        alpha_created: (terms.alphaOut >> 32n).toString(),
        owner_cut_alpha: split.owner.toString(),
        pending_server_alpha: split.server.toString(),
        pending_validator_alpha: split.validator.toString(),
        root_alpha: split.root.toString(),
      }).toEqual(expected)
    },
  )

  it("has no root share without root stake, and a full one without alpha", () => {
    expect(rootProportion(0n, 1n << 63n, 5n)).toBe(0n)
    expect(rootProportion(5n, 1n << 63n, 0n)).toBe(1n << 32n)
    expect(rootProportion(0n, 0n, 0n)).toBe(0n)
  })
})
