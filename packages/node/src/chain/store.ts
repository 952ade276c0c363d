import { createMemoryStore } from "@taonet/state/memoryStore"
import type { Trie } from "@taonet/state/trie/trie"
import type { Changes, KvReader } from "@taonet/state/types"
import type { Block } from "./blocks.ts"
import type { BlockState } from "./history.ts"

/** What one block writes, all of it or nothing. */
export interface StoreChanges {
  /** The block's. */
  readonly number: number
  readonly state: Changes
  readonly blocks: Changes
  /** The trie of the state after it, for whom it was computed already. */
  readonly trie?: Trie
}

/**
 * The two columns that a chain keeps: the state of its best block under Substrate's own keys, and blocks under the keys of `blocks.ts`.
 * They are apart so that iterating the state meets nothing else, and they are written together.
 */
export interface ChainStore {
  readonly state: { snapshot(): KvReader }
  readonly blocks: Pick<KvReader, "get">
  /** When it resolves the changes are as durable as the store is, and can be read. When it rejects nothing has changed. */
  commit(changes: StoreChanges): Promise<void>
  /** The trie of `state`, where the store keeps it: its root is known without looking at the rest. */
  trie?(): Trie
  /** The state after an earlier block, rebuilt; undefined where the store does not remember so far. */
  stateAt?(number: number): BlockState | undefined
  /** Remembers both columns, in O(1); the answer brings them back, as often as it is called. Only stores in memory can. */
  capture?(): () => void
  /** Of a chain that goes on from a block of another one, whose state it reads through: that block is its first head. */
  readonly fork?: ForkedFrom
}

export interface ForkedFrom {
  readonly genesis: Block
  readonly block: Block
  /** What the fork has changed since, in a state of its own: undefined where it deleted. */
  changesIn(reader: KvReader): Changes
}

export function createMemoryChainStore(): ChainStore {
  const state = createMemoryStore()
  const blocks = createMemoryStore()
  return {
    state,
    blocks,
    async commit(changes) {
      state.batch(changes.state)
      blocks.batch(changes.blocks)
    },
    capture() {
      const restoreState = state.capture()
      const restoreBlocks = blocks.capture()
      return () => {
        restoreState()
        restoreBlocks()
      }
    },
  }
}
