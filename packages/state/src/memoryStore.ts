import { emptySortedMap, getSorted, keysFrom, type Owner, type SortedMap, withChange } from "./sortedMap.ts"
import type { Changes, KvReader, KvStore, StorageKey } from "./types.ts"

/** A store that can go back to what it was. */
export interface MemoryStore extends KvStore {
  /** Remembers what the store holds, in O(1); the answer brings it back, as often as it is called. */
  capture(): () => void
}

/** An ordered store in memory. Snapshots are O(1) and cost only what later batches change. Values are shared, never copied. */
export function createMemoryStore(initial?: Changes): MemoryStore {
  let map: SortedMap = emptySortedMap
  let owner: Owner = {}

  const store: MemoryStore = {
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
    capture() {
      owner = {}
      const kept = map
      return () => {
        map = kept
        owner = {}
      }
    },
  }
  if (initial !== undefined) store.batch(initial)
  return store
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
