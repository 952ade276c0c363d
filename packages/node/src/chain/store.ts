import { createMemoryStore } from "@taonet/state/memoryStore"
import type { Changes, KvReader } from "@taonet/state/types"

/** What one block writes, all of it or nothing. */
export interface StoreChanges {
  readonly state: Changes
  readonly blocks: Changes
}

/**
 * The two columns that a chain keeps: the state of its best block under Substrate's own keys, and blocks under the keys of `blocks.ts`.
 * They are apart so that iterating the state meets nothing else, and they are written together.
 */
export interface ChainStore {
  readonly state: { snapshot(): KvReader }
  readonly blocks: KvReader
  commit(changes: StoreChanges): void
}

export function createMemoryChainStore(): ChainStore {
  const state = createMemoryStore()
  const blocks = createMemoryStore()
  return {
    state,
    blocks,
    commit(changes) {
      state.batch(changes.state)
      blocks.batch(changes.blocks)
    },
  }
}
