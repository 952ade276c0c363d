import { describe, expect, it } from "vitest"
import vectors from "../../../../../../vectors/math/block_emission.json" with { type: "json" }
import { blockEmission, MAX_SUPPLY } from "./blockEmission.ts"

describe("blockEmission", () => {
  it.each(vectors.cases)("equals the recorded emission at $input.issuance", ({ input, expected }) => {
    expect(blockEmission(BigInt(input.issuance))).toBe(BigInt(expected.emission))
  })

  it("is 0 from the supply on", () => {
    expect(blockEmission(MAX_SUPPLY)).toBe(0n)
    expect(blockEmission((1n << 64n) - 1n)).toBe(0n)
  })
})
