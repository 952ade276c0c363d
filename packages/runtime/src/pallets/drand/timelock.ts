import { openTimelock, readSignature, readTimelock } from "@taonet/primitives/bls/timelock"

/** Pulses of old migrations hold their signature as text: its mark is dropped, as in the reference, whatever that leaves. */
const hexMark = [0x30, 0x78]

/** The bytes of a stored pulse's signature. */
export function signatureBytes(signature: Uint8Array): Uint8Array {
  return hexMark.every((byte, i) => signature[i] === byte) ? signature.subarray(hexMark.length) : signature
}

/**
 * Opens a timelocked message with the signature of its round's pulse; undefined when either is malformed or they do not fit. Bytes behind
 * the message are ignored, as the chain does for weights.
 */
export function openWithPulse(message: Uint8Array, signature: Uint8Array): Uint8Array | undefined {
  const key = readSignature(signatureBytes(signature))
  const read = key && readTimelock(message)
  return read && openTimelock(read.ciphertext, key)
}
