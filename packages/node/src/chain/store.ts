import { createMemoryStore } from "@taonet/state/memoryStore"
import type { Changes, KvReader } from "@taonet/state/types"

/** What one block writes, all of it or nothing. */
export interface StoreChanges {
  /** The block's. */
  readonly number: number
  readonly state: Changes
  readonly blocks: Changes
}

/** The state after a block before the head, and what turns the state after its child into it. */
export interface EarlierState {
  readonly number: number
  readonly reader: KvReader
  readonly undo: Changes
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
  /** States before the head's, latest first, down to block `number` or to where the store remembers no further. */
  rewind?(number: number): EarlierState[]
  /** Remembers both columns, in O(1); the answer brings them back, as often as it is called. Only stores in memory can. */
  capture?(): () => void
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
