import { describe, expect, test } from "vitest"
import vectors from "../../../../vectors/shield/bittensor-drand.json" with { type: "json" }
import { fromHex, type Hex, toHex } from "../hex.ts"
import { shieldKeypair } from "./keys.ts"
import { encodeShielded, parseShielded, type Shielded, shield, unshield } from "./shielded.ts"

const hex = (text: string): Uint8Array => fromHex(text as Hex)
const pair = shieldKeypair(hex(vectors.seed))
const parsed = (bytes: Uint8Array): Shielded => parseShielded(bytes) as Shielded
const plain = Uint8Array.of(1, 2, 3)
const sealed = parsed(
  shield(pair.encapsulationKey, plain, { coins: new Uint8Array(32).fill(1), nonce: new Uint8Array(24) }),
)
const altered = (bytes: Uint8Array): Uint8Array => bytes.map((byte, i) => (i === 5 ? byte ^ 1 : byte))

describe("what the Python client encrypts", () => {
  test.each(vectors.encrypted)("opens: $plain", ({ plain, ciphertext }) => {
    const shielded = parsed(hex(ciphertext))
    expect(toHex(shielded.keyHash)).toBe(toHex(pair.hash))
    expect(toHex(unshield(pair.decapsulationKey, shielded) as Uint8Array)).toBe(plain)
    expect(toHex(encodeShielded(shielded))).toBe(ciphertext)
  })

  test("has the key that the seed gives", () => {
    expect(toHex(pair.encapsulationKey)).toBe(vectors.encapsulationKey)
    expect([pair.encapsulationKey.length, pair.decapsulationKey.length]).toEqual([1184, 2400])
  })
})

test("what is encrypted here opens with the key alone", () => {
  expect(unshield(pair.decapsulationKey, sealed)).toEqual(plain)
  expect(unshield(shieldKeypair(new Uint8Array(64)).decapsulationKey, sealed)).toBeUndefined()
})

test.each<[string, Partial<Shielded>]>([
  ["nonce", { nonce: altered(sealed.nonce) }],
  ["encapsulation", { encapsulation: altered(sealed.encapsulation) }],
  ["sealed bytes", { sealed: altered(sealed.sealed) }],
  ["encapsulation's length", { encapsulation: sealed.encapsulation.subarray(1) }],
  ["seal's length", { sealed: sealed.sealed.subarray(0, 15) }],
  ["nonce's length", { nonce: new Uint8Array(23) }],
])("an altered %s opens to nothing", (_name, change) => {
  expect(unshield(pair.decapsulationKey, { ...sealed, ...change })).toBeUndefined()
})

test("a decapsulation key of another length, or altered, opens nothing", () => {
  expect(unshield(pair.decapsulationKey.subarray(1), sealed)).toBeUndefined()
  expect(unshield(new Uint8Array(2400), sealed)).toBeUndefined()
  expect(unshield(altered(pair.decapsulationKey), sealed)).toBeUndefined()
})

test("the layout needs its 42 bytes and the encapsulation that it announces", () => {
  expect(parseShielded(new Uint8Array(41))).toBeUndefined()
  expect(parseShielded(new Uint8Array(42))).toMatchObject({
    encapsulation: new Uint8Array(),
    sealed: new Uint8Array(),
  })
  const announced = new Uint8Array(300)
  announced.set([2, 1], 16)
  expect(parseShielded(announced)).toMatchObject({ encapsulation: { length: 258 }, sealed: { length: 0 } })
  announced.set([3, 1], 16)
  expect(parseShielded(announced)).toBeUndefined()
})
