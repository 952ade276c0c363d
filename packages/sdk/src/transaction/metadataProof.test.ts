import { metadataTree } from "@taonet/frame/metadata/metadataHash"
import { metadataProof } from "@taonet/frame/metadata/metadataProof"
import { sha256 } from "@taonet/primitives/hash"
import { fromHex, toHex } from "@taonet/primitives/hex"
import { description } from "@taonet/runtime/description"
import { describe, expect, it } from "vitest"
import vectors from "../../../../vectors/metadata/proofs-461.json" with { type: "json" }

const tree = metadataTree(description, { constants: new Map() })
const info = {
  specVersion: 461,
  specName: "node-subtensor",
  base58Prefix: 42,
  decimals: 9,
  tokenSymbol: "TAO",
}
const partsOf = (one: { call: string; included: string; implicit: string }) => ({
  call: fromHex(one.call),
  included: fromHex(one.included),
  implicit: fromHex(one.implicit),
})

describe("the proof for a hardware wallet is what the Python SDK's core makes", () => {
  it.each(vectors.cases)("$name", (one) => {
    const proof = metadataProof(tree, partsOf(one), info)
    if (one.proof) expect(toHex(proof)).toBe(one.proof)
    expect(toHex(sha256(proof))).toBe(one.sha256)
  })
})

it("bytes that are no transaction of this chain have none", () => {
  const [first] = vectors.cases
  const parts = partsOf(first!)
  expect(() => metadataProof(tree, { ...parts, call: Uint8Array.of(250, 0) }, info)).toThrow(/no variant 250/)
  expect(() => metadataProof(tree, { ...parts, implicit: new Uint8Array(200) }, info)).toThrow(/left over/)
})
