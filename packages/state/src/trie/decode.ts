/** Reads what encode.ts writes for branches. */
import type { StorageKey } from "../types.ts"
import { nibbleAt } from "./node.ts"

export interface DecodedBranch {
  /** Its whole path, filled up to a byte. */
  readonly key: StorageKey
  readonly end: number
  readonly bitmap: number
  /** What it says of each child, in order. */
  readonly references: readonly Uint8Array[]
  readonly hasValue: boolean
  /** Of a value that stands apart. */
  readonly valueHash: Uint8Array | undefined
}

const hashLength = 32
/** First bits of a header, how many low bits count nibbles, and what value follows. */
const kinds = [
  { bits: 0x80, mask: 0xc0, lengthBits: 6, value: "none" },
  { bits: 0xc0, mask: 0xc0, lengthBits: 6, value: "inline" },
  { bits: 0x10, mask: 0xf0, lengthBits: 4, value: "hash" },
] as const

/** The branch whose path starts behind `start` nibbles of `path`; undefined for anything but exactly one. */
export function decodeBranch(bytes: Uint8Array, path: StorageKey, start: number): DecodedBranch | undefined {
  const first = bytes[0] ?? 0
  const kind = kinds.find(({ bits, mask }) => (first & mask) === bits)
  if (kind === undefined) return undefined
  const cursor = { bytes, at: 1 }
  const count = readCount(cursor, first, kind.lengthBits)
  const key = readPath(cursor, path, start, count)
  const bitmap = readByte(cursor) | (readByte(cursor) << 8)
  const valueHash = kind.value === "hash" ? readBytes(cursor, hashLength) : undefined
  if (kind.value === "inline") readBytes(cursor, readLength(cursor))
  const references: Uint8Array[] = []
  for (let bits = bitmap; bits !== 0; bits &= bits - 1) references.push(readBytes(cursor, readLength(cursor)))
  if (cursor.at !== bytes.length) return undefined
  return { key, end: start + count, bitmap, references, hasValue: kind.value !== "none", valueHash }
}

interface Cursor {
  readonly bytes: Uint8Array
  at: number
}

/** Past the end there are zeros: the end is looked at once, when all was read. */
const readByte = (cursor: Cursor): number => cursor.bytes[cursor.at++] ?? 0

function readBytes(cursor: Cursor, length: number): Uint8Array {
  const from = cursor.at
  cursor.at += length
  return cursor.bytes.subarray(from, cursor.at)
}

function readCount(cursor: Cursor, first: number, lengthBits: number): number {
  const most = (1 << lengthBits) - 1
  let count = first & most
  if (count < most) return count
  let more: number
  do {
    more = readByte(cursor)
    count += more
  } while (more === 0xff)
  return count
}

/** A SCALE compact number as far as nodes need it. */
function readLength(cursor: Cursor): number {
  const first = readByte(cursor)
  if ((first & 3) === 0) return first >> 2
  if ((first & 3) === 1) return (first >> 2) | (readByte(cursor) << 6)
  return (first >> 2) | (readByte(cursor) << 6) | (readByte(cursor) << 14) | (readByte(cursor) << 22)
}

/** An odd first nibble stands alone in its byte. */
function readPath(cursor: Cursor, path: StorageKey, start: number, count: number): StorageKey {
  let out = path.slice(0, start >> 1)
  let half = (start & 1) === 1 ? nibbleAt(path, start - 1) : -1
  const add = (nibble: number): void => {
    if (half < 0) half = nibble
    else {
      out += String.fromCharCode((half << 4) | nibble)
      half = -1
    }
  }
  if (count % 2 === 1) add(readByte(cursor) & 15)
  for (let left = count >> 1; left > 0 && cursor.at < cursor.bytes.length; left--) {
    const byte = readByte(cursor)
    add(byte >> 4)
    add(byte & 15)
  }
  return half < 0 ? out : out + String.fromCharCode(half << 4)
}
