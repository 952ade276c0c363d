/** Argon2i (RFC 9106, version 1.3) of one lane: how btcli's keyfiles make a key of a password. */
import { blake2b } from "@noble/hashes/blake2.js"
import { concatBytes } from "@taonet/primitives/bytes"
import { blockLength, firstFreeBlock, startArgon2Kernel } from "./argon2Kernel.ts"

export interface Argon2Options {
  readonly passes: number
  readonly kibibytes: number
}

const keyLength = 32
const version = 0x13
const argon2i = 1
/** Segments of a pass: a block may refer to what stands before its own segment. */
const slices = 4
const addressesPerBlock = blockLength / 8

/** Where the memory keeps what. The blocks that are zero, describe a segment, and hold its addresses come before the lane. */
const zeroAt = firstFreeBlock * blockLength
const inputAt = zeroAt + blockLength
const addressesAt = inputAt + blockLength
const laneAt = addressesAt + blockLength

/** A key of 32 bytes. Blocks the thread: seconds, with half a gibibyte of memory, for a keyfile's own options. */
export function argon2iKey(
  password: Uint8Array,
  salt: Uint8Array,
  { passes, kibibytes }: Argon2Options,
): Uint8Array {
  const segmentLength = Math.floor(kibibytes / slices)
  const laneLength = segmentLength * slices
  if (segmentLength < 2 || passes < 1) throw new RangeError("Argon2 needs 8 KiB and one pass at least")
  const kernel = startArgon2Kernel(laneAt / blockLength + laneLength)
  const bytes = new Uint8Array(kernel.memory.buffer)
  const seed = firstHash(password, salt, passes, kibibytes)
  for (const index of [0, 1])
    bytes.set(longHash(concatBytes(seed, u32(index), u32(0)), blockLength), laneAt + index * blockLength)
  const input = new BigUint64Array(kernel.memory.buffer, inputAt, addressesPerBlock)
  const addresses = new Uint32Array(kernel.memory.buffer, addressesAt, addressesPerBlock * 2)

  for (let pass = 0; pass < passes; pass++)
    for (let slice = 0; slice < slices; slice++) {
      input.set([pass, 0, slice, laneLength, passes, argon2i, 0].map(BigInt))
      const isFirst = pass === 0 && slice === 0
      for (let i = isFirst ? 2 : 0; i < segmentLength; i++) {
        if (i % addressesPerBlock === 0 || (isFirst && i === 2)) {
          input[6]!++
          kernel.compress(addressesAt, zeroAt, inputAt, 0)
          kernel.compress(addressesAt, zeroAt, addressesAt, 0)
        }
        const index = slice * segmentLength + i
        const previous = index === 0 ? laneLength - 1 : index - 1
        const random = addresses[(i % addressesPerBlock) * 2]!
        const reference = referenceOf(random, { pass, slice, i, segmentLength, laneLength })
        kernel.compress(blockAt(index), blockAt(previous), blockAt(reference), pass === 0 ? 0 : 1)
      }
    }
  const last = bytes.slice(blockAt(laneLength - 1), blockAt(laneLength))
  return longHash(last, keyLength)
}

const blockAt = (index: number): number => laneAt + index * blockLength

interface Place {
  readonly pass: number
  readonly slice: number
  readonly i: number
  readonly segmentLength: number
  readonly laneLength: number
}

/** Which earlier block a block refers to: section 3.4.2, all of it below 2^53. */
function referenceOf(random: number, { pass, slice, i, segmentLength, laneLength }: Place): number {
  const area = (pass === 0 ? slice * segmentLength : laneLength - segmentLength) + i - 1
  const [high, low] = [random >>> 16, random & 0xffff]
  const squared = high * high + Math.floor((high * low * 0x2_0000 + low * low) / 0x1_0000_0000)
  const back = area - 1 - Math.floor((area * squared) / 0x1_0000_0000)
  const start = pass === 0 || slice === slices - 1 ? 0 : (slice + 1) * segmentLength
  return (start + back) % laneLength
}

function firstHash(password: Uint8Array, salt: Uint8Array, passes: number, kibibytes: number): Uint8Array {
  const lanes = 1
  const numbers = [lanes, keyLength, kibibytes, passes, version, argon2i].map(u32)
  const nothing = u32(0)
  const sized = (part: Uint8Array) => concatBytes(u32(part.length), part)
  return blake2b(concatBytes(...numbers, sized(password), sized(salt), nothing, nothing), { dkLen: 64 })
}

/** H′ of the RFC: a hash of any length, out of 64-byte hashes of which each gives its first half. */
function longHash(message: Uint8Array, length: number): Uint8Array {
  const sized = concatBytes(u32(length), message)
  if (length <= 64) return blake2b(sized, { dkLen: length })
  const out = new Uint8Array(length)
  let hash = blake2b(sized, { dkLen: 64 })
  let at = 0
  for (; length - at > 64; at += 32) {
    out.set(hash.subarray(0, 32), at)
    hash = blake2b(hash, { dkLen: length - at - 32 > 64 ? 64 : length - at - 32 })
  }
  out.set(hash, at)
  return out
}

function u32(value: number): Uint8Array {
  const out = new Uint8Array(4)
  new DataView(out.buffer).setUint32(0, value, true)
  return out
}
