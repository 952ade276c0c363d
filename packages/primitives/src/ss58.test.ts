import { expect, test } from "vitest"
import golden from "../../../vectors/golden-crypto.json" with { type: "json" }
import { fromHex, type Hex } from "./hex.ts"
import { decodeAddress, encodeAddress, isAddress } from "./ss58.ts"

test("recorded addresses read and write", () => {
  for (const { public_key_hex, address } of golden.ss58) {
    expect(encodeAddress(public_key_hex as Hex)).toBe(address)
    expect(decodeAddress(address)).toBe(public_key_hex)
  }
})

test("every width of prefix, and leading zeros", () => {
  const zero: Hex = `0x${"00".repeat(32)}`
  for (const prefix of [0, 2, 42, 63, 64, 255, 256, 1284, 16_383]) {
    const address = encodeAddress(zero, prefix)
    expect(decodeAddress(address, prefix)).toBe(zero)
    expect(isAddress(address, prefix === 0 ? 1 : 0)).toBe(false)
  }
  // Polkadot's documentation: account 0xd435… under prefix 0 and 2.
  const alice = golden.ss58[0]!.public_key_hex as Hex
  expect(encodeAddress(alice, 0)).toBe("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5")
  expect(encodeAddress(alice, 2)).toBe("HNZata7iMYWmk5RvZRTiAsSDhV8366zq2YGb3tLH5Upf74F")
  expect(fromHex(alice)).toHaveLength(32)
})

test("malformed addresses throw RangeError", () => {
  const good = golden.ss58[0]!.address
  const bad = [
    "",
    "5",
    good.slice(0, -1),
    good + "1",
    good.slice(0, -1) + (good.endsWith("Y") ? "Z" : "Y"),
    good.replace("G", "0"),
    "1".repeat(500),
    " " + good,
  ]
  for (const text of bad) expect(() => decodeAddress(text), text).toThrow(RangeError)
  expect(() => encodeAddress("0x00")).toThrow(RangeError)
  for (const prefix of [-1, 46, 47, 16_384, 1.5])
    expect(() => encodeAddress(golden.ss58[0]!.public_key_hex as Hex, prefix)).toThrow(RangeError)
})
