/**
 * Tries whose branches stand in a store by their place, and are loaded when something looks at them. Leaves do not, nor branches that have
 * only leaves: they are made from the state's own entries. A node is loaded once and then shared by all tries that have it. A store that only ever follows the newest trie
 * (`nodeChanges`) therefore keeps older ones whole: whatever changed has been loaded before.
 */
import { equalBytes } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import type { Changes, KvReader, StorageKey } from "../types.ts"
import { decodeBranch } from "./decode.ts"
import { encodeNode, kindsLength, recordOf, type StateVersion } from "./encode.ts"
import {
  isBranch,
  isStored,
  knownChildAt,
  leafNode,
  nibbleAt,
  sharedNibbles,
  type TrieNode,
  unloadedNode,
} from "./node.ts"

export interface NodeSource {
  readonly version: StateVersion
  /** The stored branch of this place (see `placeKey`): its encoding, and which of its children are branches (u16, little-endian). */
  branch(place: StorageKey): Uint8Array | undefined
  /** The newest state. */
  readonly state: Pick<KvReader, "get" | "nextKey">
}

/** Stored nodes that are not what the trie above them promises. */
export class TrieDamagedError extends Error {
  override readonly name = "TrieDamagedError"
}

/** The key of the node whose path starts behind the first `start` nibbles of `key`. */
export function placeKey(key: StorageKey, start: number): StorageKey {
  const whole = key.slice(0, start >> 1)
  return whole + ((start & 1) === 0 ? "\0" : String.fromCharCode(0x10 | nibbleAt(key, start - 1)))
}

/** The child for a nibble, loaded. */
export function childAt(node: TrieNode, nibble: number): TrieNode | undefined {
  const child = knownChildAt(node, nibble)
  if (child?.source !== undefined) loadNode(child, pathBelow(node.key, node.end, nibble))
  return child
}

/** Nibbles [0, end) of `key`, then `nibble`, filled up to a byte. */
export function pathBelow(key: StorageKey, end: number, nibble: number): StorageKey {
  const whole = key.slice(0, end >> 1)
  const last = (end & 1) === 0 ? nibble << 4 : (nibbleAt(key, end - 1) << 4) | nibble
  return whole + String.fromCharCode(last)
}

/** Fills in a node whose path starts behind the nibbles of `path`. Throws TrieDamagedError when it is not the one of its reference. */
export function loadNode(node: TrieNode, path: StorageKey): void {
  const { start, reference, source } = node
  if (source === undefined || reference === undefined) return
  const record = isBranch(node) ? source.branch(placeKey(path, start)) : undefined
  const loaded =
    record === undefined ? madeNode(source, path, start) : branchNode(record, path, start, source)
  const encoded = record?.subarray(0, -kindsLength) ?? (loaded && encodeNode(loaded, source.version))
  if (encoded === undefined || !isReferenceOf(reference, encoded)) throw damaged(path)
  Object.assign(node, loaded, { reference, source: undefined })
}

const isReferenceOf = (reference: Uint8Array, encoded: Uint8Array): boolean =>
  equalBytes(reference, encoded.length < 32 ? encoded : blake2b256(encoded))

const damaged = (path: StorageKey): TrieDamagedError => {
  const hex = [...path].map((unit) => unit.charCodeAt(0).toString(16).padStart(2, "0")).join("")
  return new TrieDamagedError(`the stored trie is damaged below 0x${hex}`)
}

/** Where no branch is stored there is one key, or a branch of leaves: never more than this many keys. */
const maxMade = 17

function madeNode({ state }: NodeSource, path: StorageKey, start: number): TrieNode | undefined {
  const floor = path.slice(0, (start + 1) >> 1)
  const entries: (readonly [StorageKey, Uint8Array])[] = []
  let key = state.get(floor) === undefined ? state.nextKey(floor) : floor
  while (key !== undefined && sharedNibbles(key, floor, 0, start) === start) {
    const value = state.get(key)
    if (value === undefined || entries.length === maxMade) return undefined
    entries.push([key, value])
    key = state.nextKey(key)
  }
  const [first, last] = [entries[0], entries.at(-1)]
  if (first === undefined || last === undefined) return undefined
  if (first === last) return leafNode(first[0], start, first[1])
  const end = start + sharedNibbles(first[0], last[0], start, last[0].length * 2)
  const own = first[0].length * 2 === end ? first[1] : undefined
  const below = own === undefined ? entries : entries.slice(1)
  const bitmap = below.reduce((bits, [one]) => bits | (1 << nibbleAt(one, end)), 0)
  const children = below.map(([one, value]) => leafNode(one, end + 1, value))
  return { ...leafNode(first[0], start, last[1]), end, value: own, bitmap, children }
}

/** The branch of a record, or undefined where it is none. Its children are not loaded. */
export function branchNode(
  record: Uint8Array,
  path: StorageKey,
  start: number,
  source: NodeSource,
): TrieNode | undefined {
  const encodedLength = record.length - kindsLength
  const decoded = decodeBranch(record.subarray(0, Math.max(0, encodedLength)), path, start)
  if (decoded === undefined) return undefined
  const { key, end, bitmap, references, hasValue, valueHash } = decoded
  const branches = (record[encodedLength] ?? 0) | ((record[encodedLength + 1] ?? 0) << 8)
  const value = hasValue ? source.state.get(key) : undefined
  if (hasValue && value === undefined) return undefined
  let rest = bitmap
  const children = references.map((reference) => {
    const lowest = rest & -rest
    rest ^= lowest
    return unloadedNode(end + 1, reference, source, (branches & lowest) !== 0)
  })
  const unknown = { reference: undefined, record: undefined, source: undefined }
  return { key, start, end, value, bitmap, children, valueHash, ...unknown }
}

/** What a store of branches has to write for `after` when it holds those of `before`. */
export function nodeChanges(
  before: TrieNode | undefined,
  after: TrieNode | undefined,
  version: StateVersion,
): Changes {
  const changes = new Map<StorageKey, Uint8Array | undefined>()

  function gone(node: TrieNode): void {
    const place = placeKey(node.key, node.start)
    if (isStored(node) && !changes.has(place)) changes.set(place, undefined)
  }

  function stored(node: TrieNode): void {
    const place = placeKey(node.key, node.start)
    if (!isStored(node) || changes.get(place) !== undefined) return
    changes.set(place, node.record ?? recordOf(node, encodeNode(node, version)))
    node.record = undefined
  }

  function compareBelow(old: TrieNode | undefined, now: TrieNode | undefined): void {
    for (let nibble = 0; nibble < 16; nibble++)
      compare(old && knownChildAt(old, nibble), now && knownChildAt(now, nibble))
  }

  function compare(old: TrieNode | undefined, now: TrieNode | undefined): void {
    if (old === now) return
    if (old?.source !== undefined || now?.source !== undefined)
      throw new Error("a node changed that was not loaded")
    if (now !== undefined) stored(now)
    if (old !== undefined) gone(old)
    if (old === undefined || now === undefined) {
      compareBelow(old, now)
      return
    }
    const first = Math.max(old.start, now.start)
    const end = Math.min(old.end, now.end)
    if (first + sharedNibbles(old.key, now.key, first, end) < end) {
      compareBelow(old, undefined)
      compareBelow(undefined, now)
    } else if (old.end === now.end) {
      compareBelow(old, now)
    } else {
      // One of them has come to stand between the other and its parent: it goes on being compared below there.
      const [upper, lower] = old.end < now.end ? [old, now] : [now, old]
      const through = nibbleAt(lower.key, upper.end)
      for (let nibble = 0; nibble < 16; nibble++) {
        const child = knownChildAt(upper, nibble)
        const other = nibble === through ? lower : undefined
        if (upper === old) compare(child, other)
        else compare(other, child)
      }
    }
  }

  compare(before, after)
  return changes
}
