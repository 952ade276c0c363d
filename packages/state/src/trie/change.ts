/** Applying a sorted batch of changes to a trie: every node that changes is built once, all others are shared. */
import { equalBytes } from "@taonet/primitives/bytes"
import type { StorageKey } from "../types.ts"
import { knownChildAt, leafNode, movedNode, nibbleAt, sharedNibbles, type TrieNode } from "./node.ts"
import { childAt, loadNode, pathBelow } from "./stored.ts"

/** Ascending keys without repetition; `undefined` deletes. */
export type SortedChanges = readonly (readonly [StorageKey, Uint8Array | undefined])[]

/**
 * The trie after `changes[from, to)`, whose keys all agree in the nibbles before `depth`. Returns the same node when nothing changes, so
 * that its hash stays known. `node` is loaded when there are changes.
 */
export function changeNode(
  node: TrieNode | undefined,
  changes: SortedChanges,
  from: number,
  to: number,
  depth: number,
): TrieNode | undefined {
  if (from === to) return node
  const first = changes[from]![0]
  const last = changes[to - 1]![0]
  if (node === undefined) {
    if (to - from === 1) {
      const value = changes[from]![1]
      return value && leafNode(first, depth, value)
    }
    const end = depth + sharedNibbles(first, last, depth, first.length * 2)
    return changeBranch(undefined, first, depth, end, changes, from, to)
  }
  // The keys are sorted, so what first and last share with the node's path, all of them do.
  const shared = Math.min(
    sharedNibbles(node.key, first, depth, node.end),
    sharedNibbles(node.key, last, depth, node.end),
  )
  return changeBranch(node, node.key, depth, depth + shared, changes, from, to)
}

/** Rebuilds the node whose path is nibbles [start, end) of `key`. `old` ends there, or further down. */
function changeBranch(
  old: TrieNode | undefined,
  key: StorageKey,
  start: number,
  end: number,
  changes: SortedChanges,
  from: number,
  to: number,
): TrieNode | undefined {
  const splits = old !== undefined && old.end > end
  let value = splits ? undefined : old?.value
  let at = from
  // The shortest of sorted keys with a common start is the first.
  if (changes[at]![0].length * 2 === end) value = changes[at++]![1]

  const moved = splits ? movedNode(old, end + 1) : undefined
  const movedTo = splits ? nibbleAt(key, end) : -1
  let bitmap = 0
  const children: TrieNode[] = []
  let same = old !== undefined && !splits
  for (let nibble = 0; nibble < 16; nibble++) {
    let past = at
    while (past < to && nibbleAt(changes[past]![0], end) === nibble) past++
    const known = past > at ? childAt : knownChildAt
    const before = nibble === movedTo ? moved : splits || old === undefined ? undefined : known(old, nibble)
    const after = changeNode(before, changes, at, past, end + 1)
    at = past
    if (after !== before) same = false
    if (after === undefined) continue
    bitmap |= 1 << nibble
    children.push(after)
  }
  if (same && sameValue(old?.value, value)) return old

  const only = children[0]
  if (value === undefined) {
    if (only === undefined) return undefined
    // A node without a value and with one child is no node: the child's path takes it in.
    // And where all the changes beside `old` deleted what was not there, the split came to nothing.
    if (children.length === 1) {
      if (only === moved) return old
      if (only.source !== undefined) loadNode(only, pathBelow(key, end, 31 - Math.clz32(bitmap)))
      return movedNode(only, start)
    }
  }
  const valueHash = old !== undefined && sameValue(old.value, value) ? old.valueHash : undefined
  const unknown = { reference: undefined, record: undefined, source: undefined }
  return { key, start, end, value, bitmap, children, valueHash, ...unknown }
}

function sameValue(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && equalBytes(a, b))
}
