/**
 * Timelock encryption to a round of a drand beacon: identity-based encryption (Boneh–Franklin, the "full" scheme) where the identity is the
 * round and its private key is the round's signature. Whoever has the signature can open; nobody can before it is out.
 *
 * Bytes as arkworks writes them, all lengths u64 little endian:
 * `U` (G2, 96) ‖ 32 ‖ `V` ‖ 32 ‖ `W` ‖ length ‖ body ‖ 8 ‖ `AES_GCM_`, where body = length ‖ AES-256-GCM text and tag ‖ 12 ‖ nonce.
 */
import { concatBytes, utf8 } from "../bytes.ts"
import { sha256 } from "../hash.ts"
import { aes256GcmOpen, aes256GcmSeal, nonceLength } from "./aes256Gcm.ts"
import { bytesToBigint } from "./bigEndian.ts"
import {
  decodeG1,
  decodeG2,
  type G1Point,
  type G2Point,
  g1Length,
  g2Generator,
  g2Length,
  gtToBytes,
  hashRound,
  pairing,
  toScalar,
} from "./curve.ts"

/** A decoded ciphertext. `v` and `w` have 32 bytes; the body is not looked into before it is opened. */
export interface TimelockCiphertext {
  readonly u: G2Point
  readonly v: Uint8Array
  readonly w: Uint8Array
  readonly body: Uint8Array
}

export interface SealOptions {
  /** The beacon's key, 96 bytes. */
  readonly publicKey: Uint8Array
  readonly round: bigint
  /** Fresh random bytes, `sealEntropyLength` of them; never twice the same. */
  readonly entropy: Uint8Array
}

const secretLength = 32
const suite = utf8("AES_GCM_")
/** Two secrets and a nonce. */
export const sealEntropyLength = 2 * secretLength + nonceLength

/** Encrypts to a round. Throws RangeError when the key is none, or the entropy has another length. */
export function sealTimelock(plaintext: Uint8Array, { publicKey, round, entropy }: SealOptions): Uint8Array {
  const key = decodeG2(publicKey)
  if (!key || key.is0()) throw new RangeError("the beacon's key is no point of G2")
  if (entropy.length !== sealEntropyLength) throw new RangeError(`entropy has ${sealEntropyLength} bytes`)
  const sigma = entropy.subarray(0, secretLength)
  const secret = entropy.subarray(secretLength, 2 * secretLength)
  const nonce = entropy.subarray(2 * secretLength)
  const s = scalarOf(sigma, secret)
  const v = xor(sigma, sha256(gtToBytes(pairing(hashRound(round).multiply(s), key))))
  const w = xor(secret, sha256(sigma))
  const body = concatBytes(sized(aes256GcmSeal(secret, nonce, plaintext)), sized(nonce))
  return concatBytes(g2Generator.multiply(s).toBytes(true), sized(v), sized(w), sized(body), sized(suite))
}

/** Reads a ciphertext from the start of `bytes`, and how many bytes it takes; undefined when it is none. */
export function readTimelock(
  bytes: Uint8Array,
): { readonly ciphertext: TimelockCiphertext; readonly length: number } | undefined {
  const parts: Uint8Array[] = []
  let at = g2Length
  for (let i = 0; i < 4; i++) {
    const part = readSized(bytes, at)
    if (!part) return undefined
    parts.push(part)
    at += 8 + part.length
  }
  const [v, w, body] = parts as [Uint8Array, Uint8Array, Uint8Array]
  if (v.length !== secretLength || w.length !== secretLength) return undefined
  const u = decodeG2(bytes.subarray(0, g2Length))
  return u && { ciphertext: { u, v, w, body }, length: at }
}

/** A round's signature as a key; bytes behind its 48 are ignored. Undefined when it is no point of G1. */
export const readSignature = (signature: Uint8Array): G1Point | undefined =>
  decodeG1(signature.subarray(0, g1Length))

/** What was sealed, or undefined when the signature is another round's or the ciphertext was tampered with. */
export function openTimelock(
  { u, v, w, body }: TimelockCiphertext,
  signature: G1Point,
): Uint8Array | undefined {
  if (u.is0() || signature.is0()) return undefined
  const sigma = xor(v, sha256(gtToBytes(pairing(signature, u))))
  const secret = xor(w, sha256(sigma))
  if (!g2Generator.multiply(scalarOf(sigma, secret)).equals(u)) return undefined
  const text = readSized(body, 0)
  const nonce = text && readSized(body, 8 + text.length)
  return nonce && aes256GcmOpen(secret, nonce, text)
}

/** The exponent that sealing and opening derive from both secrets: it proves that the opener found the right ones. */
function scalarOf(sigma: Uint8Array, secret: Uint8Array): bigint {
  const scalar = toScalar(bytesToBigint(sha256(concatBytes(sigma, secret))))
  // Of 2^255 chances one; a group operation with it would throw.
  return scalar === 0n ? 1n : scalar
}

function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, i) => byte ^ b[i]!)
}

function sized(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(8)
  new DataView(length.buffer).setBigUint64(0, BigInt(bytes.length), true)
  return concatBytes(length, bytes)
}

function readSized(bytes: Uint8Array, at: number): Uint8Array | undefined {
  const start = at + 8
  if (bytes.length < start) return undefined
  const length = new DataView(bytes.buffer, bytes.byteOffset + at, 8).getBigUint64(0, true)
  if (length > BigInt(bytes.length - start)) return undefined
  return bytes.subarray(start, start + Number(length))
}
