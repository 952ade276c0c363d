/**
 * The state trie: a persistent value. `update` gives a new trie that shares all unchanged nodes, so the tries of old blocks stay readable
 * and provable for the price of what changed since.
 */
import { compareBytes } from "@taonet/primitives/bytes"
import { type Hex, toHex } from "@taonet/primitives/hex"
import type { Changes, StorageKey } from "../types.ts"
import { changeNode } from "./change.ts"
import { encodeNode, isHashed, reference, rootHash, type StateVersion } from "./encode.ts"
import { nibbleAt, sharedNibbles, type TrieNode } from "./node.ts"
import { branchNode, childAt, type NodeSource, nodeChanges, placeKey, TrieDamagedError } from "./stored.ts"

export interface Trie {
  /** The state root. Computed when first asked for, and kept. */
  readonly root: Hex
  get(key: StorageKey): Uint8Array | undefined
  /** The trie after `changes`. This one stays as it is. */
  update(changes: Changes): Trie
  /**
   * Encoded nodes, and values that stand outside their node, that show under `root` what each key holds or that it holds nothing.
   * Ascending and without repetition, as Substrate's storage proofs.
   */
  proof(keys: Iterable<StorageKey>): Uint8Array[]
  /** What a store of branches that holds those of `before` has to write to hold this trie's: see `openTrie`. */
  branchesSince(before: Trie): Changes
}

/** The topmost nodes of tries, for other tries. */
const tops = new WeakMap<Trie, TrieNode | undefined>()

/** A trie of the given entries: none, unless `changes` are given. The chain's state is of version 1. */
export function createTrie(changes?: Changes, version: StateVersion = 1): Trie {
  const empty = trieOf(undefined, version)
  return changes === undefined ? empty : empty.update(changes)
}

/**
 * The trie whose branches `source` holds, without looking at any but the first. Its root is that of what is stored; what else is stored is
 * checked when it is loaded: then TrieDamagedError comes out of any function. Undefined when no branch is stored: then there are at most
 * 17 keys.
 */
export function openTrie(source: NodeSource): Trie | undefined {
  const bytes = source.branch(placeKey("", 0))
  if (bytes === undefined) return undefined
  const top = branchNode(bytes, "", 0, source)
  if (top === undefined) throw new TrieDamagedError("the root of the stored trie is damaged")
  return trieOf(top, source.version)
}

function trieOf(top: TrieNode | undefined, version: StateVersion): Trie {
  let root: Hex | undefined
  const trie: Trie = {
    get root() {
      root ??= toHex(rootHash(top, version))
      return root
    },
    get(key) {
      return walk(top, key, () => undefined)?.value
    },
    update(changes) {
      const sorted = [...changes].sort(byKey)
      const changed = changeNode(top, sorted, 0, sorted.length, 0)
      return changed === top ? trie : trieOf(changed, version)
    },
    proof(keys) {
      const nodes = new Set<TrieNode>()
      const values = new Set<Uint8Array>()
      for (const key of keys) {
        const found = walk(top, key, (node) => nodes.add(node))
        if (found?.value !== undefined && isHashed(found.value, version)) values.add(found.value)
      }
      // Short nodes stand within their parents, except the root, which has none.
      const apart = [...nodes].filter((node) => node === top || reference(node, version).length === 32)
      const parts = [...apart.map((node) => encodeNode(node, version).slice()), ...values]
      return parts.sort(compareBytes).filter((part, i) => i === 0 || compareBytes(part, parts[i - 1]!) !== 0)
    },
    branchesSince: (before) => nodeChanges(tops.get(before), top, version),
  }
  tops.set(trie, top)
  return trie
}

/** Follows a key down; `visit` sees every node met, including one that leads elsewhere. Returns the node at the key. */
function walk(
  top: TrieNode | undefined,
  key: StorageKey,
  visit: (node: TrieNode) => void,
): TrieNode | undefined {
  let node = top
  while (node !== undefined) {
    visit(node)
    if (node.start + sharedNibbles(node.key, key, node.start, node.end) < node.end) return undefined
    if (node.end === key.length * 2) return node
    node = childAt(node, nibbleAt(key, node.end))
  }
  return undefined
}

function byKey([a]: readonly [StorageKey, unknown], [b]: readonly [StorageKey, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0
}
