/**
 * Encrypted transactions as `MevShield.submit_encrypted` carries them. Layout: the key's hash (16 bytes), the length of the key
 * encapsulation (u16 LE), the encapsulation, a nonce (24) and the sealed bytes, which are 16 longer than the transaction.
 */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js"
import { ml_kem768 } from "@noble/post-quantum/ml-kem.js"
import { concatBytes } from "../bytes.ts"
import { createReader, DecodeError, readCompact, take } from "../scale/index.ts"
import { decapsulationKeyLength, encapsulationLength, keyHashLength, shieldKeyHash } from "./keys.ts"

const nonceLength = 24
/** The seal's authentication tag. */
export const tagLength = 16

export interface Shielded {
  readonly keyHash: Uint8Array
  readonly encapsulation: Uint8Array
  readonly nonce: Uint8Array
  readonly sealed: Uint8Array
}

/** The parts, which are views of `bytes`; undefined when they are too few. Says nothing of whether anybody can open them. */
export function parseShielded(bytes: Uint8Array): Shielded | undefined {
  const encapsulationStart = keyHashLength + 2
  if (bytes.length < encapsulationStart) return undefined
  const length = bytes[keyHashLength]! | (bytes[keyHashLength + 1]! << 8)
  const nonceStart = encapsulationStart + length
  const sealedStart = nonceStart + nonceLength
  if (bytes.length < sealedStart) return undefined
  return {
    keyHash: bytes.subarray(0, keyHashLength),
    encapsulation: bytes.subarray(encapsulationStart, nonceStart),
    nonce: bytes.subarray(nonceStart, sealedStart),
    sealed: bytes.subarray(sealedStart),
  }
}

export function encodeShielded({ keyHash, encapsulation, nonce, sealed }: Shielded): Uint8Array {
  const length = Uint8Array.of(encapsulation.length & 0xff, encapsulation.length >> 8)
  return concatBytes(keyHash, length, encapsulation, nonce, sealed)
}

/** What chance has to give to one encryption: 32 bytes and 24 bytes, never used twice. */
export interface ShieldEntropy {
  readonly coins: Uint8Array
  readonly nonce: Uint8Array
}

/** Encrypts to an author's key. Throws when the key is none. */
export function shield(encapsulationKey: Uint8Array, plain: Uint8Array, entropy: ShieldEntropy): Uint8Array {
  const { cipherText, sharedSecret } = ml_kem768.encapsulate(encapsulationKey, entropy.coins)
  return encodeShielded({
    keyHash: shieldKeyHash(encapsulationKey),
    encapsulation: cipherText,
    nonce: entropy.nonce,
    sealed: xchacha20poly1305(sharedSecret, entropy.nonce).encrypt(plain),
  })
}

/**
 * The plaintext, or undefined when it was not encrypted to this key, was altered, or the key is none. A wrong encapsulation gives another
 * shared secret (FIPS 203 rejects implicitly), so all of these end at the seal's tag.
 */
export function unshield(
  decapsulationKey: Uint8Array,
  shielded: Omit<Shielded, "keyHash">,
): Uint8Array | undefined {
  const { encapsulation, nonce, sealed } = shielded
  if (decapsulationKey.length !== decapsulationKeyLength || encapsulation.length !== encapsulationLength)
    return undefined
  if (nonce.length !== nonceLength || sealed.length < tagLength) return undefined
  try {
    const secret = ml_kem768.decapsulate(encapsulation, decapsulationKey)
    return xchacha20poly1305(secret, nonce).decrypt(sealed)
  } catch {
    return undefined
  }
}

/** The transaction that a plaintext starts with, its length prefix included; undefined when there is none. What follows it is ignored. */
export function shieldedExtrinsic(plain: Uint8Array): Uint8Array | undefined {
  try {
    const reader = createReader(plain)
    take(reader, readCompact(reader))
    return plain.subarray(0, reader.offset)
  } catch (error) {
    if (error instanceof DecodeError) return undefined
    throw error
  }
}
