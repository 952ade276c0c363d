/**
 * Substrate's node encoding. https://spec.polkadot.network/chap-state#sect-merkl-proof (header, partial key, children bitmap, value,
 * children). State version 0 keeps every value in its node; version 1 keeps values of 33 bytes and more as their hash.
 */
import { blake2b256 } from "@taonet/primitives/hash"
import { isBranch, isStored, nibbleAt, type TrieNode } from "./node.ts"

export type StateVersion = 0 | 1

const hashLength = 32
const longestInlineValue = 32

/** First bits of a node's header, and how many of its low bits count nibbles. */
const leafHeader = { bits: 0x40, lengthBits: 6 }
const branchHeader = { bits: 0x80, lengthBits: 6 }
const branchWithValueHeader = { bits: 0xc0, lengthBits: 6 }
const leafWithHashHeader = { bits: 0x20, lengthBits: 5 }
const branchWithHashHeader = { bits: 0x10, lengthBits: 4 }

export const emptyRoot: Uint8Array = blake2b256(Uint8Array.of(0))

/** Whether a value stands outside its node, as a hash within. */
export const isHashed = (value: Uint8Array, version: StateVersion): boolean =>
  version === 1 && value.length > longestInlineValue

let scratch = new Uint8Array(4096)

/** The node's full encoding, valid until the next call: computes what is missing below. */
export function encodeNode(node: TrieNode, version: StateVersion): Uint8Array {
  for (const child of node.children) reference(child, version)
  const { value, children } = node
  const hashed = value !== undefined && isHashed(value, version)
  const nibbles = node.end - node.start
  const most =
    nibbles + 16 + children.length * (hashLength + 1) + (hashed ? hashLength : (value?.length ?? 0))
  if (scratch.length < most) scratch = new Uint8Array(most * 2)

  let at = putHeader(node, hashed)
  at = putPartialPath(node, at)
  if (children.length > 0) {
    scratch[at++] = node.bitmap & 0xff
    scratch[at++] = node.bitmap >> 8
  }
  if (hashed) {
    node.valueHash ??= blake2b256(value)
    at = put(node.valueHash, at)
  } else if (value !== undefined) {
    at = putBytes(value, at)
  }
  for (const child of children) at = putBytes(reference(child, version), at)
  return scratch.subarray(0, at)
}

/** What the parent writes for a node. */
export function reference(node: TrieNode, version: StateVersion): Uint8Array {
  if (node.reference !== undefined) return node.reference
  const encoded = encodeNode(node, version)
  if (isStored(node)) node.record = recordOf(node, encoded)
  node.reference = encoded.length < hashLength ? encoded.slice() : blake2b256(encoded)
  return node.reference
}

/** Behind the encoding in a record. */
export const kindsLength = 2

/** What a store has to hold for a branch: its encoding, and which of its children are branches (u16, little-endian). */
export function recordOf(node: TrieNode, encoded: Uint8Array): Uint8Array {
  const record = new Uint8Array(encoded.length + kindsLength)
  record.set(encoded)
  let branches = 0
  let rest = node.bitmap
  for (const child of node.children) {
    const lowest = rest & -rest
    if (isBranch(child)) branches |= lowest
    rest ^= lowest
  }
  record[encoded.length] = branches & 0xff
  record[encoded.length + 1] = branches >> 8
  return record
}

/** A root is always hashed, however short. */
export function rootHash(root: TrieNode | undefined, version: StateVersion): Uint8Array {
  if (root === undefined) return emptyRoot
  const ref = reference(root, version)
  return ref.length < hashLength ? blake2b256(ref) : ref
}

function putHeader(node: TrieNode, hashed: boolean): number {
  const isLeaf = node.children.length === 0
  const header = hashed
    ? isLeaf
      ? leafWithHashHeader
      : branchWithHashHeader
    : isLeaf
      ? leafHeader
      : node.value === undefined
        ? branchHeader
        : branchWithValueHeader
  const inFirst = (1 << header.lengthBits) - 1
  let left = node.end - node.start
  if (left < inFirst) {
    scratch[0] = header.bits | left
    return 1
  }
  let at = 0
  scratch[at++] = header.bits | inFirst
  for (left -= inFirst; left >= 0xff; left -= 0xff) scratch[at++] = 0xff
  scratch[at++] = left
  return at
}

/** An odd first nibble stands alone in its byte. */
function putPartialPath({ key, start, end }: TrieNode, at: number): number {
  let nibble = start
  if ((end - start) % 2 === 1) scratch[at++] = nibbleAt(key, nibble++)
  if ((nibble & 1) === 0) {
    for (; nibble < end; nibble += 2) scratch[at++] = key.charCodeAt(nibble >> 1)
  } else {
    for (; nibble < end; nibble += 2) scratch[at++] = (nibbleAt(key, nibble) << 4) | nibbleAt(key, nibble + 1)
  }
  return at
}

/** SCALE bytes: a compact length and the bytes. */
function putBytes(bytes: Uint8Array, at: number): number {
  const { length } = bytes
  if (length < 0x40) {
    scratch[at++] = length << 2
  } else if (length < 0x4000) {
    scratch[at++] = ((length << 2) & 0xff) | 1
    scratch[at++] = length >> 6
  } else {
    const coded = length * 4 + 2
    for (let shift = 0; shift < 32; shift += 8) scratch[at++] = (coded >>> shift) & 0xff
  }
  return put(bytes, at)
}

/** Up to here a loop is faster than `set`: measured. */
const longestLooped = 64

function put(bytes: Uint8Array, at: number): number {
  const { length } = bytes
  const out = scratch
  if (length > longestLooped) out.set(bytes, at)
  else for (let i = 0; i < length; i++) out[at + i] = bytes[i]!
  return at + length
}
