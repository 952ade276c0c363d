import { DigestItem } from "@taonet/frame/types/sp_runtime"
import { fromHex } from "@taonet/primitives/hex"
import { decode } from "@taonet/primitives/scale/index"
import { orderedTrieRoot } from "@taonet/state/trie/orderedRoot"
import { expect, it } from "vitest"
import golden from "../../../../vectors/golden-block.json" with { type: "json" }
import { auraSlot, decodeHeader, encodeHeader, type Header, headerHash, headerJson } from "./header.ts"

const { header: json, extrinsics } = golden.raw.block
const header = {
  parentHash: json.parentHash,
  number: Number(json.number),
  stateRoot: json.stateRoot,
  extrinsicsRoot: json.extrinsicsRoot,
  digest: json.digest.logs.map((log) => decode(DigestItem, fromHex(log))),
} as Header

it("hashes a recorded block to its recorded hash", () => {
  expect(headerHash(encodeHeader(header))).toBe(golden.block_hash)
})
it("shows a header as the recorded node did", () => {
  expect(headerJson(header)).toEqual(json)
})
it("reads back what it wrote, and the slot in it", () => {
  expect(decodeHeader(encodeHeader(header))).toEqual(header)
  expect(auraSlot(header)).toBe(0x01aaa766ebn)
})
it("finds the recorded root of the extrinsics", () => {
  expect(orderedTrieRoot(extrinsics.map(fromHex))).toBe(json.extrinsicsRoot)
})
