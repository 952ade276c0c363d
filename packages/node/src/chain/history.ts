import type { Hex } from "@taonet/primitives/hex"
import type { Trie } from "@taonet/state/trie/trie"
import type { KvReader } from "@taonet/state/types"

/** The state after a block: neither part changes ever again. */
export interface BlockState {
  readonly reader: KvReader
  readonly trie: Trie
}

export interface BlockId {
  readonly hash: Hex
  readonly number: number
}

/** States of recent blocks. Those of old ones go, except while somebody has pinned them, or has just asked for them. */
export interface History {
  get(hash: Hex): BlockState | undefined
  /** States come in any order; of those that are too old when they come only the last few are kept. */
  add(block: BlockId, state: BlockState): void
  /** Keeps a state until it is unpinned as often; false when it is not there. */
  pin(hash: Hex): boolean
  unpin(hash: Hex): void
}

/** Whoever reads an old state mostly reads more of it. */
const maxOld = 16

interface Kept {
  readonly number: number
  readonly state: BlockState
}

/** `depth` states are kept, pinned ones besides. */
export function createHistory(depth: number): History {
  const states = new Map<Hex, Kept>()
  const recent = new Map<number, Hex>()
  /** In the order in which they came. */
  const old = new Set<Hex>()
  const pins = new Map<Hex, number>()
  let newest = 0

  const covers = (number: number): boolean => number > newest - depth && number <= newest

  function drop(number: number): void {
    const hash = recent.get(number)
    if (hash === undefined) return
    recent.delete(number)
    if (!pins.has(hash)) states.delete(hash)
  }

  function addOld(hash: Hex): void {
    old.add(hash)
    for (const first of old) {
      if (old.size <= maxOld) break
      old.delete(first)
      if (!pins.has(first)) states.delete(first)
    }
  }

  return {
    get: (hash) => states.get(hash)?.state,
    add({ hash, number }, state) {
      if (number > newest) {
        if (recent.size > 0) for (let gone = newest - depth + 1; gone <= number - depth; gone++) drop(gone)
        newest = number
      }
      states.set(hash, { number, state })
      if (covers(number)) recent.set(number, hash)
      else addOld(hash)
    },
    pin(hash) {
      if (!states.has(hash)) return false
      pins.set(hash, (pins.get(hash) ?? 0) + 1)
      return true
    },
    unpin(hash) {
      const count = pins.get(hash)
      if (count === undefined) return
      if (count > 1) {
        pins.set(hash, count - 1)
        return
      }
      pins.delete(hash)
      const number = states.get(hash)?.number
      if (number === undefined || (recent.get(number) !== hash && !old.has(hash))) states.delete(hash)
    },
  }
}
