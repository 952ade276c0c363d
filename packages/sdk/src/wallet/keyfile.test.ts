import { utf8, utf8Decode } from "@taonet/primitives/bytes"
import { sign } from "@taonet/primitives/crypto/sign"
import { devPhrase } from "@taonet/primitives/crypto/suri"
import { verifySignature } from "@taonet/primitives/crypto/verify"
import { fromHex, toHex } from "@taonet/primitives/hex"
import { describe, expect, it } from "vitest"
import vectors from "../../../../vectors/wallet/keyfiles.json" with { type: "json" }
import { decryptKeyfile, encryptionOf, sealKeyfile, unsealKeyfile } from "./encryption.ts"
import { KeyfileError, WrongPasswordError } from "./errors.ts"
import {
  decodeKeyfile,
  decodePublicKeyfile,
  encodeKeyfile,
  encodePublicKeyfile,
  sameKey,
  walletKeyFromUri,
} from "./keyfile.ts"

const { plain } = vectors
const json = (bytes: Uint8Array): unknown => JSON.parse(utf8Decode(bytes))
const changed = (text: string, change: object): Uint8Array =>
  utf8(JSON.stringify({ ...(JSON.parse(text) as object), ...change }))

describe("keyfiles of bittensor-wallet", () => {
  it.each([
    ["phrase", plain.phrase, vectors.phrase],
    ["uri", plain.uri, "//Alice"],
    ["garbled seed", plain.garbledSeed, `0x${"11".repeat(32)}`],
  ])("read: %s", (_name, text, uri) => {
    expect(sameKey(decodeKeyfile(utf8(text)), walletKeyFromUri(uri))).toBe(true)
  })

  it.each([
    ["phrase", plain.ed25519, vectors.phrase],
    ["uri", plain.ed25519Uri, "//Alice"],
  ])("read: ed25519, %s", (_name, text, uri) => {
    expect(sameKey(decodeKeyfile(utf8(text)), walletKeyFromUri(uri, "ed25519"))).toBe(true)
  })

  it.each([
    ["phrase", plain.phrase, walletKeyFromUri(vectors.phrase)],
    ["uri", plain.uri, walletKeyFromUri("//Alice")],
    ["ed25519", plain.ed25519, walletKeyFromUri(vectors.phrase, "ed25519")],
    ["ed25519 uri", plain.ed25519Uri, walletKeyFromUri("//Alice", "ed25519")],
  ])("are written with the same fields: %s", (_name, text, key) => {
    expect(json(encodeKeyfile(key))).toEqual(JSON.parse(text))
  })

  it("have public halves with the same fields", () => {
    expect(json(encodePublicKeyfile(walletKeyFromUri(vectors.phrase)))).toEqual(JSON.parse(plain.public))
    expect(decodePublicKeyfile(utf8(plain.public)).ss58).toBe(walletKeyFromUri(vectors.phrase).ss58)
  })
})

describe("a derived key", () => {
  const key = walletKeyFromUri(`${devPhrase}//hard/soft///password`)
  it("comes back with its secret and without the phrase, which alone would make another key", () => {
    const read = decodeKeyfile(encodeKeyfile(key))
    expect(sameKey(read, key)).toBe(true)
    expect(utf8Decode(encodeKeyfile(key))).not.toContain("bottom")
    const signature = sign(read.keypair, utf8("text"))
    expect(verifySignature("sr25519", signature, utf8("text"), fromHex(key.account))).toBe(true)
  })
  it("has no phrase in its file either when only a password stands behind the phrase", () => {
    expect(walletKeyFromUri(`${devPhrase}///password`)).not.toHaveProperty("phrase")
  })
})

describe("a keyfile is refused", () => {
  it.each<[string, Uint8Array]>([
    ["that is not JSON", utf8("bottom drive obey")],
    ["without a public key", changed(plain.public, { publicKey: 1, accountId: "0x12", ss58Address: null })],
    ["of an unknown scheme", changed(plain.phrase, { cryptoType: 2 })],
    [
      "whose address is another key's",
      changed(plain.phrase, { ss58Address: walletKeyFromUri("//Bob").ss58 }),
    ],
    ["whose address is none", changed(plain.phrase, { ss58Address: "5DfhGyQdFobKM8NsWvEeAKk5EQ" })],
    ["without a secret", utf8(plain.public)],
    [
      "with another key's secret",
      changed(plain.uri, { privateKey: JSON.parse(plain.garbledSeed).privateKey }),
    ],
  ])("%s", (_name, bytes) => {
    expect(() => decodeKeyfile(bytes)).toThrow(KeyfileError)
  })

  it("without quoting what it holds", () => {
    expect(() => decodeKeyfile(utf8("bottom drive"))).toThrow(/^the keyfile is not JSON$/)
  })
})

describe("encryption", () => {
  const sealed = fromHex(vectors.nacl)
  const key = fromHex(vectors.key)

  it("opens what bittensor-wallet sealed", () => {
    expect(decodeKeyfile(unsealKeyfile(sealed, key)).phrase).toBe(vectors.phrase)
    expect(encryptionOf(sealed)).toBe("nacl")
  })
  it("seals to the same bytes with the same nonce", () => {
    const opened = unsealKeyfile(sealed, key)
    expect(toHex(sealKeyfile(opened, key, sealed.subarray(5, 29)))).toBe(vectors.nacl)
  })
  it("opens nothing with another key, or where a byte was changed or is missing", () => {
    const other = key.map((byte) => byte ^ 1)
    const altered = sealed.map((byte, i) => (i === sealed.length - 1 ? byte ^ 1 : byte))
    for (const [bytes, used] of [
      [sealed, other],
      [altered, key],
      [sealed.subarray(0, 20), key],
    ] as const)
      expect(() => unsealKeyfile(bytes, used)).toThrow(WrongPasswordError)
  })
  it("reads the vaults of older wallets, with the right password only", async () => {
    const vault = utf8(vectors.ansible)
    expect(decodeKeyfile(await decryptKeyfile(vault, vectors.password)).phrase).toBe(vectors.phrase)
    await expect(decryptKeyfile(vault, "wrong")).rejects.toThrow(WrongPasswordError)
    await expect(decryptKeyfile(utf8("$ANSIBLE_VAULT;1.1;AES256\nzz"), "x")).rejects.toThrow(KeyfileError)
  })
  it("says what it cannot open", async () => {
    await expect(decryptKeyfile(utf8("gAAAAABh"), "x")).rejects.toThrow(/2021/)
  })
})
