import { bls12_381 } from "@noble/curves/bls12-381.js"
import { expect, test } from "vitest"
import { bytesToKey, utf8 } from "../bytes.ts"
import { compress, hashToG1, multiply, toAffine } from "./g1.ts"

const { G1 } = bls12_381
const compressed = (point: Parameters<typeof toAffine>[0]): string => bytesToKey(compress(toAffine(point)))

/** RFC 9380, appendix J.9.1. */
const published: readonly (readonly [message: string, x: bigint])[] = [
  ["", 0x052926add2207b76ca4fa57a8734416c8dc95e24501772c814278700eed6d1e4e8cf62d9c09db0fac349612b759e79a1n],
  [
    "abc",
    0x03567bc5ef9c690c2ab2ecdf6a96ef1c139cc0b2f284dca0a9a7943388a49a3aee664ba5379a7655d3c68900be2f6903n,
  ],
]

test("messages hash to the points that RFC 9380 publishes", () => {
  for (const [message, x] of published)
    expect(toAffine(hashToG1(utf8(message), "QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_"))?.x).toBe(x)
})

test("hashes and their multiples are those of the general library", () => {
  const domain = "some domain"
  for (let i = 0; i < 40; i++) {
    const message = new Uint8Array(i).fill(i)
    const [point, theirs] = [hashToG1(message, domain), G1.hashToCurve(message, { DST: domain })]
    expect(compressed(point)).toBe(bytesToKey(theirs.toBytes()))
    const scalar = BigInt(2 * i * i * i + 1)
    expect(compressed(multiply(point, scalar))).toBe(bytesToKey(theirs.multiplyUnsafe(scalar).toBytes()))
  }
})

test("the order of the group takes every hash to the identity", () => {
  const point = hashToG1(utf8("abc"), "some domain")
  expect(compressed(multiply(point, G1.Point.Fn.ORDER))).toBe(bytesToKey(G1.Point.ZERO.toBytes()))
  expect(compressed(multiply(point, 0n))).toBe(bytesToKey(G1.Point.ZERO.toBytes()))
})
