import { expect, it } from "vitest"
import { concatBytes, utf8 } from "../bytes.ts"
import { fromHex, toHex } from "../hex.ts"
import { openTimelock } from "./timelock.ts"

/** Quicknet's signature of round 1000. */
const signature = fromHex(
  "0xb44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
)
/** Committed in the recorded trace weights_cr_2, encrypted to round 1000 by the reference's library. */
const ciphertext = fromHex(
  "0xb194a8907696bc0151027484b05d5955054eee6fc3033b52f58faad07457c3b4a4c8cadd7afb12dba007a171425d6dd212d3c74e81eaea355262c37475a75864a37f5c2ba09a0c3c7da6d5e72811ed956f8bdbbcb91249738ce555ace6820958200000000000000084d6f1a25cf8f27b3a680a49303ba3261fd1d23ba5ce5eba3f88bd4beb8fd87c20000000000000002457edef5d29aa85f406a9f5945e17fcbce8b1500bcf51cd6c51f6010a0a43016f0000000000000053000000000000003e719e176c6d2f4384a6265d457a55cfcc41bc55088b0d3c51ebf12acfc5f84c784031cc272c1885e254062857274d7d879040fb671a1054ae0e95beb6c1696c114830f26dce3f895206ae201d6b0d16a9ed7c0c000000000000003a9afa8c98415d2fde7ae06108000000000000004145535f47434d5f",
)
/** A payload of weights: the account `0x73…`, uids, values, version key. */
const plaintext =
  "0x8073737373737373737373737373737373737373737373737373737373737373731800000200030005000700080018181f74f3b34539891c7f3ace0000000000000000"

const opened = (sealed: Uint8Array, by = signature) => {
  const plain = openTimelock(sealed, by)
  return plain && toHex(plain)
}

it("opens what the reference's library sealed", () => {
  expect(opened(ciphertext)).toBe(plaintext)
})

it("ignores what follows the ciphertext, and a hex mark before the signature", () => {
  expect(opened(concatBytes(ciphertext, Uint8Array.of(1, 2, 3)))).toBe(plaintext)
  expect(opened(ciphertext, concatBytes(utf8("0x"), signature))).toBe(plaintext)
})

it("stays closed to another round, to garbage, and when any part was touched", () => {
  const negated = signature.with(0, signature[0]! ^ 0x20)
  expect(opened(ciphertext, negated)).toBeUndefined()
  expect(opened(ciphertext, new Uint8Array(48))).toBeUndefined()
  expect(opened(ciphertext, new Uint8Array(0))).toBeUndefined()
  expect(opened(new Uint8Array(0))).toBeUndefined()
  expect(opened(ciphertext.subarray(0, -9))).toBeUndefined()
  for (const at of [5, 97, 110, 150, 200, 230, 300]) {
    expect(opened(ciphertext.with(at, ciphertext[at]! ^ 1)), `byte ${at}`).toBeUndefined()
  }
})
