import { keyToBytes } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import {
  createReader,
  type Reader,
  readBytes,
  readCompact,
  remaining,
  take,
  u8,
} from "@taonet/primitives/scale/index"
import type { Trie } from "@taonet/state/trie/trie"
import type { StorageKey } from "@taonet/state/types"

/** https://spec.polkadot.network/chap-state#defn-node-header: first bits, and how many of the rest count nibbles. */
const headers = [
  { bits: 0x40, mask: 0xc0, lengthBits: 6, branch: false, value: "inline" },
  { bits: 0x80, mask: 0xc0, lengthBits: 6, branch: true, value: "none" },
  { bits: 0xc0, mask: 0xc0, lengthBits: 6, branch: true, value: "inline" },
  { bits: 0x20, mask: 0xe0, lengthBits: 5, branch: false, value: "hash" },
  { bits: 0x10, mask: 0xf0, lengthBits: 4, branch: true, value: "hash" },
] as const

interface ProofNode {
  readonly path: readonly number[]
  /** By nibble: a hash, or the whole child when it is shorter than one. */
  readonly children: ReadonlyMap<number, Uint8Array>
}

/**
 * What a parent writes for the node at `key`, or for the one closest below when there is none at it: it changes exactly when
 * something under `key` does. Read from the proof of the key, which holds every node on its path.
 */
export function closestDescendantMerkleValue(trie: Trie, key: StorageKey): Hex | undefined {
  const nodes = new Map(trie.proof([key]).map((bytes) => [toHex(blake2b256(bytes)), bytes]))
  const wanted = nibblesOf(key)
  let reference: Uint8Array = fromHex(trie.root)
  let depth = 0
  for (;;) {
    const bytes = reference.length === 32 ? nodes.get(toHex(reference)) : reference
    if (bytes === undefined) return undefined
    const node = decodeNode(bytes)
    if (node === undefined) return undefined
    const left = wanted.length - depth
    const shared = node.path.slice(0, left)
    if (!shared.every((nibble, i) => nibble === wanted[depth + i])) return undefined
    if (node.path.length >= left) return toHex(reference)
    depth += node.path.length
    const child = node.children.get(wanted[depth]!)
    if (child === undefined) return undefined
    reference = child
    depth++
  }
}

function decodeNode(bytes: Uint8Array): ProofNode | undefined {
  const reader = createReader(bytes)
  const first = u8.decodeFrom(reader)
  const header = headers.find(({ bits, mask }) => (first & mask) === bits)
  if (header === undefined) return undefined
  const count = readCount(reader, first, header.lengthBits)
  const path = readPath(reader, count)
  const bitmap = header.branch ? u8.decodeFrom(reader) | (u8.decodeFrom(reader) << 8) : 0
  if (header.value === "hash") take(reader, 32)
  if (header.value === "inline") readBytes(reader, readCompact(reader))
  const children = new Map<number, Uint8Array>()
  for (let nibble = 0; nibble < 16 && remaining(reader) > 0; nibble++)
    if ((bitmap & (1 << nibble)) !== 0) children.set(nibble, readBytes(reader, readCompact(reader)))
  return { path, children }
}

function readCount(reader: Reader, first: number, lengthBits: number): number {
  const most = (1 << lengthBits) - 1
  let count = first & most
  if (count < most) return count
  for (;;) {
    const more = u8.decodeFrom(reader)
    count += more
    if (more < 0xff) return count
  }
}

/** An odd first nibble stands alone in its byte. */
function readPath(reader: Reader, count: number): number[] {
  const nibbles = readBytes(reader, Math.ceil(count / 2))
  const path = [...nibbles].flatMap((byte) => [byte >> 4, byte & 15])
  return count % 2 === 1 ? path.slice(1) : path
}

const nibblesOf = (key: StorageKey): number[] =>
  [...keyToBytes(key)].flatMap((byte) => [byte >> 4, byte & 15])
