/**
 * A persistent sorted map from storage keys to bytes: a B+ tree whose nodes are shared between versions. Taking a version is O(1); a
 * change copies the three or four nodes above it, once per version.
 */
import type { StorageKey } from "./types.ts"

/** Who may alter a node in place. A version that was handed out has no owner any more, so its nodes stay as they are. */
export type Owner = object

interface Leaf {
  readonly owner: Owner
  readonly keys: StorageKey[]
  readonly values: Uint8Array[]
  readonly children?: undefined
}

interface Branch {
  readonly owner: Owner
  /** The smallest key that each child may hold; the first is never looked at. */
  readonly keys: StorageKey[]
  readonly children: SortedMap[]
}

export type SortedMap = Leaf | Branch

/** Measured: 32 to 64 are equally fast; smaller reads slower, larger writes slower. */
const maxWidth = 48
const minWidth = 16

export const emptySortedMap: SortedMap = { owner: {}, keys: [], values: [] }

/** How full the nodes of a map are that is made at once: they can take some more and give some away. */
const madeWidth = 32

/** The map of ascending keys without repetition and their values. */
export function sortedMapOf(keys: readonly StorageKey[], values: readonly Uint8Array[]): SortedMap {
  if (keys.length === 0) return emptySortedMap
  const owner: Owner = {}
  let level: SortedMap[] = evenly(keys.length, (from, to) => ({
    owner,
    keys: keys.slice(from, to),
    values: values.slice(from, to),
  }))
  while (level.length > 1) {
    const below = level
    level = evenly(below.length, (from, to) => {
      const children = below.slice(from, to)
      return { owner, keys: children.map((child) => child.keys[0]!), children }
    })
  }
  return level[0]!
}

/** Parts of about `madeWidth` each, none of them much smaller. */
function evenly<T>(count: number, part: (from: number, to: number) => T): T[] {
  const parts = Math.ceil(count / madeWidth)
  const bound = (index: number): number => Math.floor((index * count) / parts)
  return Array.from({ length: parts }, (_, index) => part(bound(index), bound(index + 1)))
}

/** Index of the first key not below `key` (or above it, when `after`). */
export function lowerBound(keys: readonly StorageKey[], key: StorageKey, after = false): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = keys[middle]!
    if (at < key || (after && at === key)) low = middle + 1
    else high = middle
  }
  return low
}

/** Which child of a branch covers `key`. */
function childIndex(keys: readonly StorageKey[], key: StorageKey): number {
  const above = lowerBound(keys, key, true)
  return above === 0 ? 0 : above - 1
}

export function getSorted(map: SortedMap, key: StorageKey): Uint8Array | undefined {
  let node = map
  while (node.children !== undefined) node = node.children[childIndex(node.keys, key)]!
  const at = lowerBound(node.keys, key)
  return node.keys[at] === key ? node.values[at] : undefined
}

/** The map with `key` set, or deleted when `value` is undefined. Alters nodes of `owner` in place, copies all others. */
export function withChange(
  map: SortedMap,
  key: StorageKey,
  value: Uint8Array | undefined,
  owner: Owner,
): SortedMap {
  const root = value === undefined ? remove(map, key, owner) : insert(map, key, value, owner)
  if (root.keys.length > maxWidth) {
    const right = splitOff(root, owner)
    return { owner, keys: [root.keys[0]!, right.keys[0]!], children: [root, right] }
  }
  return root.children?.length === 1 ? root.children[0]! : root
}

/** Keys in ascending order from `from` on, or after it. */
export function* keysFrom(
  map: SortedMap,
  from: StorageKey,
  after: boolean,
): Generator<StorageKey, undefined> {
  if (map.children === undefined) {
    const { keys } = map
    for (let at = lowerBound(keys, from, after); at < keys.length; at++) yield keys[at]!
    return
  }
  // Iterative: nested generators would pay for every level at every key.
  const path: { readonly node: Branch; at: number }[] = []
  let node: SortedMap = map
  let start = from
  for (;;) {
    while (node.children !== undefined) {
      const at = childIndex(node.keys, start)
      path.push({ node, at })
      node = node.children[at]!
    }
    const { keys } = node
    for (let at = lowerBound(keys, start, after); at < keys.length; at++) yield keys[at]!
    let top = path.at(-1)
    while (top !== undefined && top.at + 1 === top.node.children.length) {
      path.pop()
      top = path.at(-1)
    }
    if (top === undefined) return
    node = top.node.children[++top.at]!
    // Everything further right is above `from`.
    start = ""
    after = false
  }
}

function owned(node: SortedMap, owner: Owner): SortedMap {
  if (node.owner === owner) return node
  if (node.children !== undefined) return { owner, keys: node.keys.slice(), children: node.children.slice() }
  return { owner, keys: node.keys.slice(), values: node.values.slice() }
}

/** The result may be one wider than `maxWidth`: its parent splits it. */
function insert(node: SortedMap, key: StorageKey, value: Uint8Array, owner: Owner): SortedMap {
  const out = owned(node, owner)
  if (out.children === undefined) {
    const at = lowerBound(out.keys, key)
    if (out.keys[at] === key) {
      out.values[at] = value
    } else {
      out.keys.splice(at, 0, key)
      out.values.splice(at, 0, value)
    }
    return out
  }
  const at = childIndex(out.keys, key)
  const child = insert(out.children[at]!, key, value, owner)
  out.children[at] = child
  if (child.keys.length > maxWidth) {
    const right = splitOff(child, owner)
    out.children.splice(at + 1, 0, right)
    out.keys.splice(at + 1, 0, right.keys[0]!)
  }
  return out
}

/** Moves the upper half of an owned node into a new one. */
function splitOff(node: SortedMap, owner: Owner): SortedMap {
  const half = node.keys.length >> 1
  const keys = node.keys.splice(half)
  if (node.children !== undefined) return { owner, keys, children: node.children.splice(half) }
  return { owner, keys, values: node.values.splice(half) }
}

/** The result may be narrow or empty: its parent joins it with a neighbour. */
function remove(node: SortedMap, key: StorageKey, owner: Owner): SortedMap {
  if (node.children === undefined) {
    const at = lowerBound(node.keys, key)
    if (node.keys[at] !== key) return node
    const out = owned(node, owner) as Leaf
    out.keys.splice(at, 1)
    out.values.splice(at, 1)
    return out
  }
  const at = childIndex(node.keys, key)
  const child = remove(node.children[at]!, key, owner)
  if (child === node.children[at] && child.keys.length >= minWidth) return node
  const out = owned(node, owner) as Branch
  out.children[at] = child
  if (child.keys.length < minWidth && out.children.length > 1) join(out, at === 0 ? 0 : at - 1, owner)
  return out
}

/** Makes one child of two neighbours when they fit, so that deleting many keys leaves no trail of small nodes. */
function join(parent: Branch, left: number, owner: Owner): void {
  const first = parent.children[left]!
  const second = parent.children[left + 1]!
  if (first.keys.length + second.keys.length > maxWidth) return
  const out = owned(first, owner)
  // The second's first key may be below its lowest possible one: take the parent's, which is right for both kinds.
  if (out.children !== undefined && second.children !== undefined) {
    out.keys.push(parent.keys[left + 1]!, ...second.keys.slice(1))
    out.children.push(...second.children)
  } else if (out.children === undefined && second.children === undefined) {
    out.keys.push(...second.keys)
    out.values.push(...second.values)
  }
  parent.children.splice(left, 2, out)
  parent.keys.splice(left + 1, 1)
}
