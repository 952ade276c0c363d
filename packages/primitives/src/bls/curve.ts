/**
 * BLS12-381 as drand's quicknet uses it: signatures in G1 (48 bytes), keys in G2 (96 bytes), both in zcash's compressed form, and messages
 * hashed to G1 by RFC 9380.
 */
import type { WeierstrassPoint } from "@noble/curves/abstract/weierstrass.js"
import { bls12_381 } from "@noble/curves/bls12-381.js"
import { sha256 } from "../hash.ts"

type Fp2 = { readonly c0: bigint; readonly c1: bigint }
export type G1Point = WeierstrassPoint<bigint>
export type G2Point = WeierstrassPoint<Fp2>
export type Gt = ReturnType<typeof bls12_381.pairing>

/** Bytes of a compressed point. */
export const g1Length = 48
export const g2Length = 96

const compressedFlag = 0x80
/** RFC 9380 domain of scheme `bls-unchained-g1-rfc9380`. */
const hashDomain = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"

const { G1, G2, utils } = bls12_381
const { Fp12, Fr } = bls12_381.fields
export const g2Generator: G2Point = G2.Point.BASE

/** The point, if the bytes are one of the prime-order group in compressed form. */
export const decodeG1 = (bytes: Uint8Array): G1Point | undefined => decodePoint(G1.Point, bytes, g1Length)
export const decodeG2 = (bytes: Uint8Array): G2Point | undefined => decodePoint(G2.Point, bytes, g2Length)

function decodePoint<P>(
  group: { fromBytes(bytes: Uint8Array): P },
  bytes: Uint8Array,
  length: number,
): P | undefined {
  if (bytes.length !== length || (bytes[0]! & compressedFlag) === 0) return undefined
  try {
    return group.fromBytes(bytes)
  } catch {
    return undefined
  }
}

/** What is signed for a round: SHA-256 of its number (u64, big endian), on the curve. */
export function hashRound(round: bigint): G1Point {
  const message = new Uint8Array(8)
  new DataView(message.buffer).setBigUint64(0, round)
  return G1.hashToCurve(sha256(message), { DST: hashDomain })
}

/** The coefficients of a G2 point that a pairing walks through: worth keeping for points that come again. */
export type PairingLines = ReturnType<typeof utils.calcPairingPrecomputes>

export const pairingLines = (point: G2Point): PairingLines => utils.calcPairingPrecomputes(point)

/** Whether `e(a, A) = e(b, B)`, with A and B given by their lines. No point may be zero. */
export function pairingsEqual(a: G1Point, linesA: PairingLines, b: G1Point, linesB: PairingLines): boolean {
  const left = a.toAffine()
  const right = b.negate().toAffine()
  const product = bls12_381.millerLoopBatch([
    [linesA, left.x, left.y],
    [linesB, right.x, right.y],
  ])
  return Fp12.eql(Fp12.finalExponentiate(product), Fp12.ONE)
}

/** No point may be zero. */
export const pairing = (a: G1Point, b: G2Point): Gt => bls12_381.pairing(a, b)

/** An integer of any size as a scalar of the groups. */
export const toScalar = (value: bigint): bigint => Fr.create(value)

/** A pairing's value in arkworks' form: twelve field elements of 48 bytes, little endian, in the order of the tower. */
export function gtToBytes({ c0, c1 }: Gt): Uint8Array {
  const bytes = new Uint8Array(12 * 48)
  let at = 0
  for (const sixth of [c0, c1])
    for (const square of [sixth.c0, sixth.c1, sixth.c2])
      for (let element of [square.c0, square.c1])
        for (const end = at + 48; at < end; at++, element >>= 8n) bytes[at] = Number(element & 0xffn)
  return bytes
}
