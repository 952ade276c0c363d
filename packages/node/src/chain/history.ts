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

/** States of recent blocks. Those of old ones go, except while somebody has pinned them. */
export interface History {
  get(hash: Hex): BlockState | undefined
  /** States come in any order; one that is too old when it comes is not kept. */
  add(block: BlockId, state: BlockState): void
  /** Whether the state of a block of this number is recent enough to be kept. */
  covers(number: number): boolean
  /** Keeps a state until it is unpinned as often; false when it is not there. */
  pin(hash: Hex): boolean
  unpin(hash: Hex): void
}

/** `depth` states are kept, pinned ones besides. */
export function createHistory(depth: number): History {
  const states = new Map<Hex, BlockState & { readonly number: number }>()
  const recent = new Map<number, Hex>()
  const pins = new Map<Hex, number>()
  let newest = 0

  const covers = (number: number): boolean => number > newest - depth && number <= newest

  function drop(number: number): void {
    const hash = recent.get(number)
    if (hash === undefined) return
    recent.delete(number)
    if (!pins.has(hash)) states.delete(hash)
  }

  return {
    get: (hash) => states.get(hash),
    add({ hash, number }, { reader, trie }) {
      if (number > newest) {
        if (recent.size > 0) for (let old = newest - depth + 1; old <= number - depth; old++) drop(old)
        newest = number
      }
      if (!covers(number)) return
      states.set(hash, { reader, trie, number })
      recent.set(number, hash)
    },
    covers,
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
      if (number === undefined || recent.get(number) !== hash) states.delete(hash)
    },
  }
}
