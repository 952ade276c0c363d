import { expect, it } from "vitest"
import { utf8 } from "../bytes.ts"
import { fromHex, toHex } from "../hex.ts"
import { ethereumAddressOf, ethereumSign, ethereumSigner, personalMessageDigest } from "./ethereum.ts"

// The first account of the well-known development phrase "test test … junk".
const secret = fromHex("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")
const address = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"

it("finds the address behind a key and behind a signature", () => {
  expect(ethereumAddressOf(secret)).toBe(address)
  const digest = personalMessageDigest(utf8("hello"))
  // The digest of EIP-191 that every wallet computes for "hello".
  expect(toHex(digest)).toBe("0x50b2c43fd39106bafbba0da34fc430e1f91e3c96ea2acee2bc34119f92b37750")
  const signature = ethereumSign(secret, digest)
  expect(ethereumSigner(signature, digest)).toBe(address)
  expect(ethereumSigner(signature, personalMessageDigest(utf8("hallo")))).not.toBe(address)
  signature[64] = 4
  expect(ethereumSigner(signature, digest)).toBeUndefined()
})
