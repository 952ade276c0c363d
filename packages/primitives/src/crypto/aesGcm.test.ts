import { createCipheriv } from "node:crypto"
import fc from "fast-check"
import { expect, it } from "vitest"
import { concatBytes } from "../bytes.ts"
import { fromHex, toHex } from "../hex.ts"
import { openAes256Gcm } from "./aesGcm.ts"

/** Test cases 13 and 14 of the GCM specification. */
it("opens what the specification seals", () => {
  const [key, nonce] = [new Uint8Array(32), new Uint8Array(12)]
  expect(openAes256Gcm(key, nonce, fromHex("0x530f8afbc74536b9a963b4f1c4cb738b"))).toEqual(new Uint8Array(0))
  const sealed = fromHex("0xcea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
  expect(toHex(openAes256Gcm(key, nonce, sealed)!)).toBe(`0x${"00".repeat(16)}`)
})

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

it("opens what another implementation seals, and nothing that was touched", () => {
  fc.assert(
    fc.property(bytes(32), bytes(12), fc.uint8Array({ maxLength: 80 }), fc.nat(), (key, nonce, plain, at) => {
      const cipher = createCipheriv("aes-256-gcm", key, nonce)
      const sealed = concatBytes(cipher.update(plain), cipher.final(), cipher.getAuthTag())
      expect(openAes256Gcm(key, nonce, sealed)).toEqual(plain)
      const touched = sealed.map((byte, i) => (i === at % sealed.length ? byte ^ 1 : byte))
      expect(openAes256Gcm(key, nonce, touched)).toBeUndefined()
      expect(openAes256Gcm(key, nonce.subarray(1), sealed)).toBeUndefined()
    }),
    { numRuns: 60 },
  )
})
