import type { Hex } from "@taonet/primitives/hex"
import type { Trie } from "@taonet/state/trie/trie"
import type { KvReader } from "@taonet/state/types"

/** The state after a block: neither part changes ever again. */
export interface BlockState {
  readonly reader: KvReader
  readonly trie: Trie
}

/** States of recent blocks. Those of old ones go, except while somebody has pinned them. */
export interface History {
  get(hash: Hex): BlockState | undefined
  add(hash: Hex, state: BlockState): void
  /** Keeps a state until it is unpinned as often; false when it is not there. */
  pin(hash: Hex): boolean
  unpin(hash: Hex): void
}

/** `depth` states are kept, pinned ones besides. */
export function createHistory(depth: number): History {
  const states = new Map<Hex, BlockState>()
  const recent: Hex[] = []
  const pins = new Map<Hex, number>()

  const isRecent = (hash: Hex): boolean => recent.includes(hash)

  return {
    get: (hash) => states.get(hash),
    add(hash, state) {
      states.set(hash, state)
      recent.push(hash)
      while (recent.length > depth) {
        const old = recent.shift() as Hex
        if (!pins.has(old)) states.delete(old)
      }
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
      if (!isRecent(hash)) states.delete(hash)
    },
  }
}
