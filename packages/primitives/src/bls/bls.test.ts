import { createCipheriv } from "node:crypto"
import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concatBytes, equalBytes } from "../bytes.ts"
import { fromHex, toHex } from "../hex.ts"
import { bytes as bytesCodec, decode, tuple, u64 } from "../scale/index.ts"
import { aes256GcmOpen, aes256GcmSeal } from "./aes256Gcm.ts"
import { beaconPublicKey, createPulseVerifier, pulseRandomness, signRound } from "./pulse.ts"
import { openTimelock, readSignature, readTimelock, sealEntropyLength, sealTimelock } from "./timelock.ts"

interface Recorded {
  readonly publicKey: string
  readonly pulses: readonly {
    readonly round: number
    readonly signature: string
    readonly randomness: string
  }[]
  readonly ciphertexts: readonly {
    readonly name: string
    readonly plaintext: string
    readonly envelope: string
  }[]
}
const quicknet = JSON.parse(
  readFileSync(new URL("../../../../vectors/drand/quicknet.json", import.meta.url), "utf8"),
) as Recorded
const quicknetKey = fromHex(quicknet.publicKey)
const [round1000, round1001] = quicknet.pulses.map(({ signature }) => fromHex(signature)) as [
  Uint8Array,
  Uint8Array,
]
const verify = createPulseVerifier()
const secret = new Uint8Array(32).fill(7)
const ownKey = beaconPublicKey(secret)
const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))
const infinity = (length: number): Uint8Array => concatBytes(Uint8Array.of(0xc0), new Uint8Array(length - 1))

describe("pulses", () => {
  test("of quicknet verify, for their own round alone", () => {
    for (const { round, signature, randomness } of quicknet.pulses) {
      expect(verify(quicknetKey, BigInt(round), fromHex(signature))).toBe("valid")
      expect(verify(quicknetKey, BigInt(round) + 1n, fromHex(signature))).toBe("invalid")
      expect(toHex(pulseRandomness(fromHex(signature)))).toBe(`0x${randomness}`)
    }
  })

  test("of an own key verify under it alone", () => {
    const signature = signRound(secret, 5n)
    expect(verify(ownKey, 5n, signature)).toBe("valid")
    expect(verify(quicknetKey, 5n, signature)).toBe("invalid")
    expect(verify(ownKey, 2n ** 64n - 1n, signRound(secret, 2n ** 64n - 1n))).toBe("valid")
    expect(() => signRound(new Uint8Array(31), 1n)).toThrow(RangeError)
    expect(() => signRound(new Uint8Array(32), 1n)).toThrow(RangeError)
  })

  test("that are no points are malformed, and what stands behind a point is ignored", () => {
    for (const bad of [new Uint8Array(), round1000.subarray(1), flipped(round1000, 47), new Uint8Array(48)])
      expect(verify(quicknetKey, 1000n, bad)).toBe("malformed")
    for (const bad of [
      new Uint8Array(),
      new Uint8Array(96),
      quicknetKey.subarray(0, 95),
      flipped(quicknetKey, 95),
    ])
      expect(verify(bad, 1000n, round1000)).toBe("malformed")
    expect(verify(quicknetKey, 1000n, concatBytes(round1000, Uint8Array.of(1)))).toBe("valid")
  })

  test("at infinity fit a key at infinity", () => {
    expect(verify(quicknetKey, 1000n, infinity(48))).toBe("invalid")
    expect(verify(infinity(96), 1000n, round1000)).toBe("invalid")
    expect(verify(infinity(96), 1000n, infinity(48))).toBe("valid")
  })
})

/** Test case 14 of the GCM specification. */
test("AES-256-GCM seals as its specification says", () => {
  const [key, nonce, block] = [new Uint8Array(32), new Uint8Array(12), new Uint8Array(16)]
  expect(toHex(aes256GcmSeal(key, nonce, block))).toBe(
    "0xcea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
  )
})

test("AES-256-GCM is the platform's", () => {
  const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
  fc.assert(
    fc.property(bytesOf(32), bytesOf(12), fc.uint8Array({ maxLength: 100 }), (key, nonce, plain) => {
      const cipher = createCipheriv("aes-256-gcm", key, nonce)
      const expected = concatBytes(cipher.update(plain), cipher.final(), cipher.getAuthTag())
      const sealed = aes256GcmSeal(key, nonce, plain)
      expect(toHex(sealed)).toBe(toHex(expected))
      expect(aes256GcmOpen(key, nonce, sealed)).toEqual(plain)
      for (const at of [0, sealed.length - 1])
        expect(aes256GcmOpen(key, nonce, flipped(sealed, at))).toBeUndefined()
    }),
    { numRuns: 50 },
  )
  expect(aes256GcmOpen(new Uint8Array(32), new Uint8Array(12), new Uint8Array(15))).toBeUndefined()
})

const envelope = tuple(bytesCodec, u64)

function open(sealed: Uint8Array, signature: Uint8Array): Uint8Array | undefined {
  const read = readTimelock(sealed)
  const key = readSignature(signature)
  return read && key && openTimelock(read.ciphertext, key)
}

describe("timelocked messages", () => {
  test.each(quicknet.ciphertexts.map((each) => [each.name, each] as const))(
    "of the reference's client open with the round's pulse: %s",
    (_name, recorded) => {
      const [sealed, round] = decode(envelope, fromHex(recorded.envelope))
      expect(round).toBe(1000n)
      const plain = fromHex(recorded.plaintext)
      expect(readTimelock(sealed)?.length).toBe(244 + plain.length)
      expect(open(sealed, round1000)).toEqual(plain)
      expect(open(sealed, round1001)).toBeUndefined()
    },
  )

  const entropy = Uint8Array.from({ length: sealEntropyLength }, (_, i) => i * 3)
  const plain = Uint8Array.of(1, 2, 3)
  const sealed = sealTimelock(plain, { publicKey: ownKey, round: 12n, entropy })
  const signature = signRound(secret, 12n)

  test("of our own open with their round's pulse alone", () => {
    expect(sealed.length).toBe(244 + plain.length)
    expect(open(sealed, signature)).toEqual(plain)
    expect(open(sealed, signRound(secret, 13n))).toBeUndefined()
    const read = readTimelock(concatBytes(sealed, plain))
    expect(read?.length).toBe(sealed.length)
    expect(
      open(sealTimelock(new Uint8Array(), { publicKey: ownKey, round: 12n, entropy }), signature),
    ).toEqual(new Uint8Array())
  })

  test("need a key and as much entropy as they use", () => {
    const options = { publicKey: ownKey, round: 1n, entropy }
    for (const publicKey of [new Uint8Array(96), infinity(96)])
      expect(() => sealTimelock(plain, { ...options, publicKey })).toThrow(RangeError)
    expect(() => sealTimelock(plain, { ...options, entropy: entropy.subarray(1) })).toThrow(RangeError)
  })

  test("do not open when a single bit was changed, and never throw", () => {
    const suiteFrom = sealed.length - 8
    for (let at = 0; at < sealed.length; at += 7) {
      if (at >= suiteFrom) continue
      const opened = open(flipped(sealed, at), signature)
      expect([at, opened && equalBytes(opened, plain)]).toEqual([at, undefined])
    }
    for (let cut = 0; cut < sealed.length; cut += 5)
      expect(readTimelock(sealed.subarray(0, cut))).toBeUndefined()
    const huge = sealed.slice()
    huge.fill(0xff, 96, 104)
    expect(readTimelock(huge)).toBeUndefined()
    expect(open(concatBytes(infinity(96), sealed.subarray(96)), signature)).toBeUndefined()
    expect(open(sealed, infinity(48))).toBeUndefined()
    expect(readSignature(signature.subarray(1))).toBeUndefined()
  })
})
