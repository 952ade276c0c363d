/** AES-256-GCM (NIST SP 800-38D) with a 12-byte nonce and no associated data, as timelocked messages are sealed. */
import { gcm } from "@noble/ciphers/aes.js"

export const nonceLength = 12
const keyLength = 32
const tagLength = 16

/** Ciphertext and tag. Throws RangeError for a key that is not 32 bytes or a nonce that is not 12. */
export function aes256GcmSeal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array): Uint8Array {
  if (key.length !== keyLength || nonce.length !== nonceLength)
    throw new RangeError("a key has 32 bytes and a nonce 12")
  return gcm(key, nonce).encrypt(plaintext)
}

/** The plaintext, or undefined when key, nonce or tag do not fit. */
export function aes256GcmOpen(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined {
  if (key.length !== keyLength || nonce.length !== nonceLength || sealed.length < tagLength) return undefined
  try {
    return gcm(key, nonce).decrypt(sealed)
  } catch {
    return undefined
  }
}
