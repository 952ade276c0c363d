/**
 * Plain implementations of the two hot hashers. They serve where WebAssembly may not run, and as the measure of the fast ones in tests.
 */
import { blake2b } from "@noble/hashes/blake2.js"

const mask = (1n << 64n) - 1n
const prime1 = 0x9e3779b185ebca87n
const prime2 = 0xc2b2ae3d27d4eb4fn
const prime3 = 0x165667b19e3779f9n
const prime4 = 0x85ebca77c2b2ae63n
const prime5 = 0x27d4eb2f165667c5n

const rotate = (value: bigint, by: bigint): bigint => ((value << by) | (value >> (64n - by))) & mask
const round = (lane: bigint, input: bigint): bigint =>
  (rotate((lane + input * prime2) & mask, 31n) * prime1) & mask

/** XXH64 of `bytes`. */
export function xxh64(bytes: Uint8Array, seed: bigint): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = 0
  let hash: bigint
  if (bytes.length >= 32) {
    const lanes = [seed + prime1 + prime2, seed + prime2, seed, seed - prime1].map((lane) => lane & mask)
    for (; at + 32 <= bytes.length; at += 32) {
      for (let i = 0; i < 4; i++) lanes[i] = round(lanes[i]!, view.getBigUint64(at + 8 * i, true))
    }
    hash = rotate(lanes[0]!, 1n) + rotate(lanes[1]!, 7n) + rotate(lanes[2]!, 12n) + rotate(lanes[3]!, 18n)
    for (const lane of lanes) hash = ((hash & mask) ^ round(0n, lane)) * prime1 + prime4
  } else {
    hash = seed + prime5
  }
  hash = (hash + BigInt(bytes.length)) & mask
  for (; at + 8 <= bytes.length; at += 8) {
    hash = (rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * prime1 + prime4) & mask
  }
  if (at + 4 <= bytes.length) {
    hash = (rotate(hash ^ ((BigInt(view.getUint32(at, true)) * prime1) & mask), 23n) * prime2 + prime3) & mask
    at += 4
  }
  for (; at < bytes.length; at++)
    hash = (rotate(hash ^ ((BigInt(bytes[at]!) * prime5) & mask), 11n) * prime1) & mask
  hash = ((hash ^ (hash >> 33n)) * prime2) & mask
  hash = ((hash ^ (hash >> 29n)) * prime3) & mask
  return hash ^ (hash >> 32n)
}

/** XXH64 under the seeds 0, 1, …, each little-endian: `length` is 8, 16 or 32. */
export function twoxReference(bytes: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length)
  const view = new DataView(out.buffer)
  for (let at = 0; at < length; at += 8) view.setBigUint64(at, xxh64(bytes, BigInt(at / 8)), true)
  return out
}

export const blake2bReference = (bytes: Uint8Array, length: number): Uint8Array =>
  blake2b(bytes, { dkLen: length })
