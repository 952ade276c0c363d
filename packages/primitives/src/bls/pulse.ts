/**
 * Pulses of a drand beacon in scheme `bls-unchained-g1-rfc9380`: a signature over the number of the round, the same for everybody.
 */
import { bytesToKey, equalBytes } from "../bytes.ts"
import { sha256 } from "../hash.ts"
import { bytesToBigint } from "./bigEndian.ts"
import {
  decodeG1,
  decodeG2,
  g1Length,
  g2Generator,
  g2Length,
  hashRound,
  type PairingLines,
  pairingLines,
  pairingsEqual,
  toScalar,
} from "./curve.ts"

/** `malformed`: key or signature are no points of their groups. `invalid`: well-formed, but not this round's. */
export type PulseVerdict = "valid" | "invalid" | "malformed"

export interface PulseVerifier {
  (publicKey: Uint8Array, round: bigint, signature: Uint8Array): PulseVerdict
  /** Whoever made a pulse with the key's own secret need not have it checked. */
  trust(publicKey: Uint8Array, round: bigint, signature: Uint8Array): void
}

interface Key {
  readonly bytes: Uint8Array
  /** Undefined for the point at infinity, which signs nothing. */
  readonly lines: PairingLines | undefined
}

/** Pulses that are known to be valid; more are not remembered. */
const knownMax = 128

/**
 * Checks pulses. The last key is kept decoded, which halves the work, and of the last valid pulses it is remembered that they are; what is
 * answered depends on the arguments alone. As in the reference, bytes behind a point are ignored.
 */
export function createPulseVerifier(): PulseVerifier {
  let generator: PairingLines | undefined
  let known: Key | undefined
  const validPulses = new Set<string>()

  function keyOf(given: Uint8Array): Key | undefined {
    const bytes = given.subarray(0, g2Length)
    if (known && equalBytes(known.bytes, bytes)) return known
    const point = decodeG2(bytes)
    if (!point) return undefined
    known = { bytes: bytes.slice(), lines: point.is0() ? undefined : pairingLines(point) }
    return known
  }

  const nameOf = (publicKey: Uint8Array, round: bigint, signature: Uint8Array): string =>
    `${round} ${bytesToKey(publicKey.subarray(0, g2Length))}${bytesToKey(signature.subarray(0, g1Length))}`

  function remember(name: string): void {
    if (validPulses.size >= knownMax) validPulses.delete(validPulses.values().next().value as string)
    validPulses.add(name)
  }

  function verify(publicKey: Uint8Array, round: bigint, signature: Uint8Array): PulseVerdict {
    const name = nameOf(publicKey, round, signature)
    if (validPulses.has(name)) return "valid"
    const key = keyOf(publicKey)
    const point = decodeG1(signature.subarray(0, g1Length))
    if (!key || !point) return "malformed"
    // With points at infinity the equation holds when both sides have one.
    if (point.is0() || !key.lines) return point.is0() && !key.lines ? "valid" : "invalid"
    generator ??= pairingLines(g2Generator)
    if (!pairingsEqual(point, generator, hashRound(round), key.lines)) return "invalid"
    remember(name)
    return "valid"
  }

  return Object.assign(verify, {
    trust: (publicKey: Uint8Array, round: bigint, signature: Uint8Array) =>
      remember(nameOf(publicKey, round, signature)),
  })
}

/** The randomness that a pulse stands for. */
export const pulseRandomness = (signature: Uint8Array): Uint8Array => sha256(signature)

/** The key (96 bytes) under which `signRound` with the same 32-byte secret verifies. */
export function beaconPublicKey(secret: Uint8Array): Uint8Array {
  return g2Generator.multiply(secretScalar(secret)).toBytes(true)
}

/** A round's signature (48 bytes) by the holder of a beacon's secret. */
export function signRound(secret: Uint8Array, round: bigint): Uint8Array {
  const point = hashRound(round)
  const scalar = secretScalar(secret)
  const signature = scalar < notSecret ? point.multiplyUnsafe(scalar) : point.multiply(scalar)
  return signature.toBytes(true)
}

/** Scalars below this can be found by trying, so signing with them need not take the same time for all; it is faster. */
const notSecret = 1n << 40n

/** Throws RangeError for a secret that is not 32 bytes, or is zero in the group. */
function secretScalar(secret: Uint8Array): bigint {
  if (secret.length !== 32) throw new RangeError("a beacon's secret has 32 bytes")
  const scalar = toScalar(bytesToBigint(secret))
  if (scalar === 0n) throw new RangeError("a beacon's secret must not be zero")
  return scalar
}
