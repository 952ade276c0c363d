import { lowerBound } from "./sortedMap.ts"
import type { StorageKey } from "./types.ts"

/** Pallet and item hashes: the keys of one storage item share this many bytes, and share a bucket here. */
const bucketLength = 32
/** Up to this many new keys are put in place one by one; more are appended and sorted. */
const fewKeys = 8

interface Bucket {
  /** Keys that the store does not hold, ascending. */
  sorted: StorageKey[]
  /** Keys written since, not looked at yet. */
  fresh: StorageKey[]
}

/** The keys that pending changes add to the store's, in order. Work is put off until somebody iterates near them. */
export interface InsertedKeys {
  /** Reports a key that was written; once is enough. */
  note(key: StorageKey): void
  /** The smallest inserted key under `prefix` that is above `from`, or equal to it when `inclusive`. */
  next(prefix: StorageKey, from: StorageKey, inclusive: boolean): StorageKey | undefined
}

export function createInsertedKeys(isStored: (key: StorageKey) => boolean): InsertedKeys {
  const buckets = new Map<StorageKey, Bucket>()

  function nextIn(
    bucket: Bucket,
    prefix: StorageKey,
    from: StorageKey,
    inclusive: boolean,
  ): StorageKey | undefined {
    if (bucket.fresh.length > 0) settle(bucket, isStored)
    const { sorted } = bucket
    if (sorted.length === 0) return undefined
    const key = sorted[lowerBound(sorted, from, !inclusive)]
    return key?.startsWith(prefix) ? key : undefined
  }

  return {
    note(key) {
      const name = key.slice(0, bucketLength)
      const bucket = buckets.get(name)
      if (bucket === undefined) buckets.set(name, { sorted: [], fresh: [key] })
      else bucket.fresh.push(key)
    },
    next(prefix, from, inclusive) {
      if (prefix.length >= bucketLength) {
        const bucket = buckets.get(prefix.slice(0, bucketLength))
        return bucket && nextIn(bucket, prefix, from, inclusive)
      }
      let smallest: StorageKey | undefined
      for (const [name, bucket] of buckets) {
        if (!name.startsWith(prefix)) continue
        const key = nextIn(bucket, prefix, from, inclusive)
        if (key !== undefined && (smallest === undefined || key < smallest)) smallest = key
      }
      return smallest
    },
  }
}

function settle(bucket: Bucket, isStored: (key: StorageKey) => boolean): void {
  const added = bucket.fresh.filter((key) => !isStored(key))
  bucket.fresh = []
  if (added.length > fewKeys) {
    bucket.sorted = bucket.sorted.concat(added).sort()
  } else {
    for (const key of added) bucket.sorted.splice(lowerBound(bucket.sorted, key), 0, key)
  }
}
