import { expect, test } from "vitest"
import { utf8 } from "./bytes.ts"
import { blake2bReference, twoxReference } from "./hash/reference.ts"
import {
  blake2b64,
  blake2b128,
  blake2b256,
  blake2b512,
  keccak256,
  sha256,
  storageHashers,
  twox64,
  twox128,
  twox256,
} from "./hash.ts"
import { toHex } from "./hex.ts"

const sample = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 0xff)

test("published digests", () => {
  const abc = utf8("abc")
  expect(toHex(blake2b512(abc))).toBe(
    "0xba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
  )
  expect(toHex(blake2b256(abc))).toBe("0xbddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319")
  expect(toHex(sha256(abc))).toBe("0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  expect(toHex(keccak256(abc))).toBe("0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")
  // The best known storage prefixes of all.
  expect(toHex(twox128(utf8("System")))).toBe("0x26aa394eea5630e07c48ae0c9558cef7")
  expect(toHex(twox128(utf8("Account")))).toBe("0xb99d880ec681799c0cf30e8886371da9")
})

test("every length around a block boundary equals the plain implementation", () => {
  for (const length of [
    0, 1, 3, 4, 7, 8, 9, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257, 1000, 70_000,
  ]) {
    const bytes = sample(length)
    expect(blake2b64(bytes)).toEqual(blake2bReference(bytes, 8))
    expect(blake2b128(bytes)).toEqual(blake2bReference(bytes, 16))
    expect(blake2b256(bytes)).toEqual(blake2bReference(bytes, 32))
    expect(blake2b512(bytes)).toEqual(blake2bReference(bytes, 64))
    expect(twox64(bytes)).toEqual(twoxReference(bytes, 8))
    expect(twox128(bytes)).toEqual(twoxReference(bytes, 16))
    expect(twox256(bytes)).toEqual(twoxReference(bytes, 32))
  }
})

test("a digest is its own memory", () => {
  const first = blake2b256(sample(10))
  const copy = first.slice()
  blake2b256(sample(11))
  twox128(sample(12))
  expect(first).toEqual(copy)
})

test("concat hashers keep the key readable", () => {
  const key = sample(32)
  expect(storageHashers.blake2_128_concat(key)).toEqual(Uint8Array.from([...blake2b128(key), ...key]))
  expect(storageHashers.twox_64_concat(key)).toEqual(Uint8Array.from([...twox64(key), ...key]))
  expect(storageHashers.identity(key)).toEqual(key)
})
