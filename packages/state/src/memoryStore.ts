import {
  emptySortedMap,
  getSorted,
  keysFrom,
  type Owner,
  type SortedMap,
  sortedMapOf,
  withChange,
} from "./sortedMap.ts"
import type { Changes, KvReader, KvStore, StorageKey } from "./types.ts"

/** What only a store in memory can, all of it in O(1). */
export interface MemoryStore extends KvStore {
  /** Another store that begins with what is here now; neither sees what the other changes later. */
  fork(): MemoryStore
  /** Remembers what is here now; the answer brings it back, as often as it is called. */
  capture(): () => void
}

/** An ordered store in memory. Snapshots are O(1) and cost only what later batches change. Values are shared, never copied. */
export function createMemoryStore(initial?: Changes): MemoryStore {
  const store = storeOf(emptySortedMap)
  if (initial !== undefined) store.batch(initial)
  return store
}

/** The same from ascending keys without repetition and their values: many times faster than one after another. */
export function memoryStoreOf(keys: readonly StorageKey[], values: readonly Uint8Array[]): MemoryStore {
  return storeOf(sortedMapOf(keys, values))
}

function storeOf(initial: SortedMap): MemoryStore {
  let map = initial
  let owner: Owner = {}

  return {
    get: (key) => getSorted(map, key),
    nextKey: (key) => nextSorted(map, key),
    keys: (prefix, after) => prefixKeys(map, prefix, after),
    batch(changes) {
      for (const [key, value] of changes) map = withChange(map, key, value, owner)
    },
    snapshot() {
      owner = {}
      return readerOf(map)
    },
    fork() {
      owner = {}
      return storeOf(map)
    },
    capture() {
      owner = {}
      const captured = map
      return () => {
        owner = {}
        map = captured
      }
    },
  }
}

function readerOf(map: SortedMap): KvReader {
  return {
    get: (key) => getSorted(map, key),
    nextKey: (key) => nextSorted(map, key),
    keys: (prefix, after) => prefixKeys(map, prefix, after),
  }
}

function nextSorted(map: SortedMap, key: StorageKey): StorageKey | undefined {
  return keysFrom(map, key, true).next().value
}

/** Of the version that `map` is when the iteration starts: batches during it are not seen. */
function prefixKeys(map: SortedMap, prefix: StorageKey, after?: StorageKey): Iterable<StorageKey> {
  return { [Symbol.iterator]: () => withinPrefix(map, prefix, after) }
}

function* withinPrefix(
  map: SortedMap,
  prefix: StorageKey,
  after?: StorageKey,
): Generator<StorageKey, undefined> {
  const past = after !== undefined && after >= prefix
  for (const key of keysFrom(map, past ? after : prefix, past)) {
    if (!key.startsWith(prefix)) return
    yield key
  }
}
