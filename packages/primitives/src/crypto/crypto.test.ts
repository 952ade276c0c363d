import { expect, test } from "vitest"
import golden from "../../../../vectors/golden-crypto.json" with { type: "json" }
import { concatBytes, utf8 } from "../bytes.ts"
import { blake2b256 } from "../hash.ts"
import { fromHex, type Hex, toHex } from "../hex.ts"
import { encodeAddress } from "../ss58.ts"
import { deriveKeypair, derivePublicKey, keypairFromSeed, sign } from "./sign.ts"
import { isMnemonic, keypairFromUri, mnemonicFromEntropy, parseSecretUri, seedFromMnemonic } from "./suri.ts"
import {
  ecdsaRecover,
  ed25519Verify,
  signatureLength,
  signatureSchemes,
  sr25519Verify,
  verifySignature,
} from "./verify.ts"

const message = utf8("a message of some length")
const devSeed = "0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e"

test("development accounts under each scheme", () => {
  const addresses = [
    ["//Alice", "sr25519", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"],
    ["//Bob", "sr25519", "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"],
    ["//Alice//stash", "sr25519", "5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY"],
    ["", "sr25519", "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV"],
    ["//Alice", "ed25519", "5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu"],
    ["//Alice", "ecdsa", "5C7C2Z5sWbytvHpuLTvzKunnnRwQxft1jiqrLD5rhucQ5S9X"],
  ] as const
  for (const [uri, scheme, address] of addresses) {
    expect(encodeAddress(keypairFromUri(uri, scheme).account), uri).toBe(address)
  }
})

test("published derivations: mini secret, password, hard and soft junctions", () => {
  expect(toHex(seedFromMnemonic(parseSecretUri("").phrase))).toBe(devSeed)
  // substrate-bip39's vector for the password "Substrate".
  const phrase = "legal winner thank year wave sausage worth useful legal winner thank yellow"
  const seed = "0x4313249608fe8ac10fd5886c92c4579007272cb77c21551ee5b8d60b78041685"
  expect(toHex(seedFromMnemonic(phrase, "Substrate"))).toBe(seed)
  expect(keypairFromUri(`${phrase}///Substrate`)).toEqual(keypairFromUri(seed))
  expect(keypairFromUri(`${phrase}//a/b///Substrate`)).toEqual(keypairFromUri(`${seed}//a/b`))

  const soft = keypairFromUri(`${devSeed}/foo`)
  expect(toHex(soft.publicKey)).toBe("0x40b9675df90efa6069ff623b0fdfcf706cd47ca7452a5056c7ad58194d23440a")
  const root = keypairFromUri(devSeed)
  const [junction] = parseSecretUri("/foo").junctions
  expect(derivePublicKey(root.publicKey, junction!.chainCode)).toEqual(soft.publicKey)
  expect(verifySignature("sr25519", sign(soft, message), message, soft.publicKey)).toBe(true)
})

test("junction codes: numbers, texts, long texts", () => {
  const code = (path: string): Hex => toHex(parseSecretUri(path).junctions[0]!.chainCode)
  expect(code("//1")).toBe(`0x01${"00".repeat(31)}`)
  expect(code("//001")).toBe(code("//1"))
  expect(code("/Alice")).toBe(`0x14416c696365${"00".repeat(26)}`)
  expect(code("//18446744073709551616")).toMatch(/^0x503138/)
  const long = "x".repeat(100)
  expect(code(`//${long}`)).toBe(toHex(blake2b256(concatBytes(Uint8Array.of(0x91, 0x01), utf8(long)))))
  expect(parseSecretUri("//a/b//c").junctions.map(({ hard }) => hard)).toEqual([true, false, true])
})

test("malformed secret URIs throw RangeError", () => {
  const bad = [
    "0x00",
    "0xzz",
    "not a phrase",
    `${devSeed}00`,
    "//",
    "bottom drive obey",
    "$//Alice",
    "x".repeat(5000),
  ]
  for (const uri of bad) expect(() => keypairFromUri(uri), uri).toThrow(RangeError)
  for (const scheme of ["ed25519", "ecdsa"] as const)
    expect(() => keypairFromUri("/soft", scheme)).toThrow(RangeError)
  expect(() => keypairFromSeed("sr25519", new Uint8Array(31))).toThrow(RangeError)
  expect(() => keypairFromSeed("ecdsa", new Uint8Array(32))).toThrow(RangeError)
})

test("mnemonics depend on their entropy alone", () => {
  const entropy = blake2b256(message)
  const phrase = mnemonicFromEntropy(entropy, 24)
  expect(phrase.split(" ")).toHaveLength(24)
  expect(isMnemonic(phrase)).toBe(true)
  expect(mnemonicFromEntropy(entropy, 24)).toBe(phrase)
  expect(mnemonicFromEntropy(blake2b256(entropy), 24)).not.toBe(phrase)
  expect(isMnemonic(phrase.replace(/\w+$/, "zoo zoo"))).toBe(false)
})

test.each(signatureSchemes)("%s: signs, verifies, and refuses every single changed byte", (scheme) => {
  const pair = keypairFromUri("//Alice//hot", scheme)
  const account = fromHex(pair.account)
  const signature = sign(pair, message)
  expect(signature).toHaveLength(signatureLength[scheme])
  expect(sign(pair, message)).toEqual(signature)
  expect(verifySignature(scheme, signature, message, account)).toBe(true)
  for (let i = 0; i < signature.length; i++) {
    const changed = signature.slice()
    changed[i]! ^= 1
    expect(verifySignature(scheme, changed, message, account), `byte ${i}`).toBe(false)
  }
  expect(verifySignature(scheme, signature, utf8("another"), account)).toBe(false)
  expect(verifySignature(scheme, signature, message, fromHex(keypairFromUri("//Bob", scheme).account))).toBe(
    false,
  )
})

test("entropy changes an sr25519 signature, not its validity", () => {
  const pair = keypairFromUri("//Alice")
  const hedged = sign(pair, message, blake2b256(message))
  expect(hedged).not.toEqual(sign(pair, message))
  expect(sr25519Verify(hedged, message, pair.publicKey)).toBe(true)
})

test.each(signatureSchemes)("%s: malformed input is false, and does not disturb later calls", (scheme) => {
  const pair = keypairFromUri("//Alice", scheme)
  const good = sign(pair, message)
  const account = fromHex(pair.account)
  const fills = [0, 1, 127, 128, 255]
  const lengths = [0, 1, 31, 32, 33, 63, 64, 65, 66, 1000]
  for (const length of lengths) {
    for (const fill of fills) {
      const junk = new Uint8Array(length).fill(fill)
      expect(verifySignature(scheme, junk, message, account)).toBe(false)
      expect(verifySignature(scheme, good, message, junk)).toBe(false)
      // Zeros are a valid ed25519 signature of a key of small order, under ZIP-215.
      if (scheme !== "ed25519") expect(verifySignature(scheme, junk, junk, junk.subarray(0, 32))).toBe(false)
    }
  }
  expect(verifySignature(scheme, good, message, account)).toBe(true)
  expect(verifySignature(scheme, sign(pair, new Uint8Array(0)), new Uint8Array(0), account)).toBe(true)
  const large = new Uint8Array(3_000_000)
  expect(verifySignature(scheme, sign(pair, large), large, account)).toBe(true)
})

test("ed25519 follows ZIP-215: points of small order and non-canonical encodings verify", () => {
  // All-zero S with A and R of small order: valid under ZIP-215, refused by stricter rules.
  const smallOrder = fromHex("0xc7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")
  const nonCanonical = fromHex("0xeeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")
  for (const point of [smallOrder, nonCanonical]) {
    expect(ed25519Verify(concatBytes(point, new Uint8Array(32)), utf8("Zcash"), point)).toBe(true)
  }
})

test("ecdsa: Ethereum's recovery ids and high s are accepted as in the reference", () => {
  const pair = keypairFromUri("//Alice", "ecdsa")
  const digest = blake2b256(message)
  const signature = sign(pair, message)
  const ethereum = signature.slice()
  ethereum[64]! += 27
  expect(ecdsaRecover(ethereum, digest)).toEqual(pair.publicKey)
  const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
  const s = order - BigInt(toHex(signature.subarray(32, 64)))
  const high = concatBytes(
    signature.subarray(0, 32),
    fromHex(s.toString(16).padStart(64, "0")),
    Uint8Array.of(signature[64]! ^ 1),
  )
  expect(ecdsaRecover(high, digest)).toEqual(pair.publicKey)
  for (const v of [4, 26, 31, 255])
    expect(ecdsaRecover(concatBytes(signature.subarray(0, 64), Uint8Array.of(v)), digest)).toBeUndefined()
})

test("a derived pair signs for what its path says", () => {
  const [hot] = parseSecretUri("//hot").junctions
  expect(deriveKeypair(keypairFromUri("//Alice"), hot!)).toEqual(keypairFromUri("//Alice//hot"))
})

test("recorded extrinsic hashes", () => {
  for (const { extrinsic_hex, extrinsic_hash } of golden.extrinsics) {
    expect(toHex(blake2b256(fromHex(extrinsic_hex)))).toBe(extrinsic_hash)
  }
})
