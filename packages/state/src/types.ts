/**
 * The storage seam. Keys are *binary strings*: one UTF-16 unit (0…255) per byte. A JS string compares by value and in byte order, so it
 * can be a Map key and be sorted without copies; `bytesToKey`/`keyToBytes` of @taonet/primitives convert.
 */
export type StorageKey = string

/** What a block, or a batch of any kind, changes: `undefined` deletes. */
export type Changes = ReadonlyMap<StorageKey, Uint8Array | undefined>

/** A consistent, immutable view. Reads are synchronous. */
export interface KvReader {
  get(key: StorageKey): Uint8Array | undefined
  /** The smallest key strictly greater than `key`, or undefined at the end. */
  nextKey(key: StorageKey): StorageKey | undefined
  /** Keys that start with `prefix`, ascending, strictly after `after` when given. */
  keys(prefix: StorageKey, after?: StorageKey): Iterable<StorageKey>
}

/** An ordered bytes → bytes store, in memory or on disk. */
export interface KvStore extends KvReader {
  /** Applies all changes at once, or none. */
  batch(changes: Changes): void
  /** A view that later batches do not alter. O(1) for the memory store. */
  snapshot(): KvReader
}

/** The state as a dispatchable sees it: reads fall through the open transactions down to the store. */
export interface Overlay extends KvReader {
  set(key: StorageKey, value: Uint8Array): void
  delete(key: StorageKey): void
  /** Deletes keys under `prefix`, at most `limit` of them; returns how many went. */
  clearPrefix(prefix: StorageKey, limit?: number): number
  /** Runs `body` in a nested transaction: kept when it returns, rolled back when it throws. */
  transaction<T>(body: () => T): T
  /** The committed changes so far, for the trie and the store. Valid only outside any transaction. */
  changes(): Changes
  /**
   * Decoded values of this overlay by key. Handles use it so that hot items are decoded once; the overlay drops an entry whenever its
   * key is written or rolled back. Cached values are shared: treat them as immutable.
   */
  cached<T>(key: StorageKey, decode: (bytes: Uint8Array) => T): T | undefined
}
