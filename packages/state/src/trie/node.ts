/**
 * Nodes of a base-16 Patricia trie. They are immutable, so tries of many blocks share them; only what can be computed from a node is
 * filled in later, and what a node from a store has below it. A node's part of the path is kept as a range of nibbles within some key that
 * passes through it: no key is ever cut up.
 */
import type { StorageKey } from "../types.ts"
import type { NodeSource } from "./stored.ts"

export interface TrieNode {
  /** Any key at or below this node; of a node from a store, at least its path. */
  readonly key: StorageKey
  /** Nibbles [start, end) of `key` are this node's partial path. */
  readonly start: number
  readonly end: number
  readonly value: Uint8Array | undefined
  /** Bit i is set when there is a child for nibble i; `children` holds those that are there, in order. */
  readonly bitmap: number
  readonly children: readonly TrieNode[]
  /** Computed on demand: what a parent writes for this node, its hash or, when shorter than one, its whole encoding. */
  reference: Uint8Array | undefined
  /** Computed on demand for values that are kept apart from their node. */
  valueHash: Uint8Array | undefined
  /** What a store is to hold for it (see `recordOf`), from when it was encoded until a store has asked. */
  record: Uint8Array | undefined
  /** Where the node comes from while only its start and its reference are known: see `loadNode` of stored.ts. */
  source: NodeSource | undefined
}

/** Of a branch that is not loaded. */
const unknownBitmap = -1
export const isBranch = ({ bitmap }: TrieNode): boolean => bitmap !== 0

const noChildren: readonly TrieNode[] = []

/** A branch all of whose children are leaves can be made again from the few entries below it: no store has it. */
export const isStored = ({ children }: TrieNode): boolean => children.some(isBranch)

export function leafNode(key: StorageKey, start: number, value: Uint8Array): TrieNode {
  const end = key.length * 2
  return {
    key,
    start,
    end,
    value,
    bitmap: 0,
    children: noChildren,
    reference: undefined,
    valueHash: undefined,
    record: undefined,
    source: undefined,
  }
}

/** A node of which only the reference is known yet, and whether it is a branch. */
export function unloadedNode(
  start: number,
  reference: Uint8Array,
  source: NodeSource,
  branch: boolean,
): TrieNode {
  return {
    key: "",
    start,
    end: start,
    value: undefined,
    bitmap: branch ? unknownBitmap : 0,
    children: noChildren,
    reference,
    valueHash: undefined,
    record: undefined,
    source,
  }
}

/** The same node at the end of another path: its value and children stay. */
export function movedNode(node: TrieNode, start: number): TrieNode {
  return { ...node, start, reference: undefined, record: undefined }
}

export function nibbleAt(key: StorageKey, index: number): number {
  const byte = key.charCodeAt(index >> 1)
  return (index & 1) === 0 ? byte >> 4 : byte & 15
}

/** How many nibbles from `start` on two keys share, at most up to `end`. */
export function sharedNibbles(a: StorageKey, b: StorageKey, start: number, end: number): number {
  const limit = Math.min(end, a.length * 2, b.length * 2)
  let at = start
  while (at < limit && nibbleAt(a, at) === nibbleAt(b, at)) at++
  return at - start
}

/** The child as it is in memory: it may have to be loaded. */
export function knownChildAt({ bitmap, children }: TrieNode, nibble: number): TrieNode | undefined {
  const bit = 1 << nibble
  return (bitmap & bit) === 0 ? undefined : children[countBits(bitmap & (bit - 1))]
}

function countBits(bits: number): number {
  let count = 0
  for (; bits !== 0; bits &= bits - 1) count++
  return count
}
