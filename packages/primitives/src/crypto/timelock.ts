/**
 * Opens what was encrypted to a round of the Drand beacon "quicknet" (identity-based encryption over BLS12-381, then AES-256-GCM), once the
 * round's signature is known. Format and scheme: the `tle` crate that the reference uses; written down in behaviour/coinbase.md section 3.
 */
import { bls12_381 } from "@noble/curves/bls12-381.js"
import { sha256 } from "@noble/hashes/sha2.js"
import { concatBytes, equalBytes, utf8 } from "../bytes.ts"
import { openAes256Gcm } from "./aesGcm.ts"

const pointLength = 96
const maskLength = 32
const lengthBytes = 8
const hexMark = utf8("0x")

interface Ciphertext {
  /** The sender's point on G2, compressed. */
  readonly point: Uint8Array
  /** What hides the seed, and the key. */
  readonly maskedSeed: Uint8Array
  readonly maskedKey: Uint8Array
  readonly sealed: Uint8Array
  readonly nonce: Uint8Array
}

/**
 * The plaintext of a timelocked ciphertext by the compressed G1 signature of its round (the two characters `0x` in front are dropped).
 * Undefined where anything does not decode or fit. Bytes behind the ciphertext are ignored.
 */
export function openTimelock(ciphertext: Uint8Array, signature: Uint8Array): Uint8Array | undefined {
  const parsed = parseCiphertext(ciphertext)
  if (!parsed) return undefined
  const { point, maskedSeed, maskedKey, sealed, nonce } = parsed
  try {
    const { G1, G2, fields } = bls12_381
    const sender = G2.Point.fromBytes(point)
    const round = G1.Point.fromBytes(
      equalBytes(signature.subarray(0, 2), hexMark) ? signature.subarray(2) : signature,
    )
    sender.assertValidity()
    round.assertValidity()
    const seed = xor(maskedSeed, sha256(pairingBytes(round, sender)))
    const key = xor(maskedKey, sha256(seed))
    const scalar = fields.Fr.create(bigEndian(sha256(concatBytes(seed, key))))
    if (scalar === 0n || !G2.Point.BASE.multiply(scalar).equals(sender)) return undefined
    return openAes256Gcm(key, nonce, sealed)
  } catch {
    return undefined
  }
}

function parseCiphertext(bytes: Uint8Array): Ciphertext | undefined {
  const reader = createReader(bytes)
  const point = reader.take(pointLength)
  const maskedSeed = reader.counted()
  const maskedKey = reader.counted()
  const body = createReader(reader.counted() ?? new Uint8Array(0))
  const suite = reader.counted()
  const [sealed, nonce] = [body.counted(), body.counted()]
  if (!point || !sealed || !nonce || !suite) return undefined
  if (maskedSeed?.length !== maskLength || maskedKey?.length !== maskLength) return undefined
  return { point, maskedSeed, maskedKey, sealed, nonce }
}

/** Takes parts from the front; undefined once something is missing. */
function createReader(bytes: Uint8Array) {
  let at = 0
  const take = (length: number): Uint8Array | undefined => {
    if (length > bytes.length - at) return undefined
    at += length
    return bytes.subarray(at - length, at)
  }
  return {
    take,
    /** A part behind its length, u64 little endian. */
    counted(): Uint8Array | undefined {
      const length = take(lengthBytes)
      return length && take(Number(littleEndian(length)))
    },
  }
}

const littleEndian = (bytes: Uint8Array): bigint => bigEndian(bytes.toReversed())

function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  return value
}

const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, i) => byte ^ b[i]!)

type G1Point = InstanceType<typeof bls12_381.G1.Point>
type G2Point = InstanceType<typeof bls12_381.G2.Point>

/** The pairing as arkworks writes it: twelve numbers of 48 bytes, little endian, in the order of the tower. */
function pairingBytes(a: G1Point, b: G2Point): Uint8Array {
  const { c0, c1 } = bls12_381.pairing(a, b)
  const numbers = [c0, c1].flatMap((sixth) =>
    [sixth.c0, sixth.c1, sixth.c2].flatMap(({ c0, c1 }) => [c0, c1]),
  )
  return concatBytes(...numbers.map((number) => bls12_381.fields.Fp.toBytes(number).toReversed()))
}
