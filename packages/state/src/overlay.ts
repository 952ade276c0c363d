import { mergedKeys, mergedNextKey } from "./mergedKeys.ts"
import { createPending } from "./pending.ts"
import type { Changes, KvReader, Overlay, StorageKey } from "./types.ts"

/**
 * A mutable view over `reader`, which must not change meanwhile. Iterations are live: keys written or deleted during one appear or
 * vanish, as with repeated `nextKey`. Values are shared, never copied: nobody may alter bytes that were set or got.
 */
export function createOverlay(reader: KvReader): Overlay {
  const pending = createPending(reader)
  let depth = 0
  const write = (key: StorageKey, value: Uint8Array | undefined): void => pending.write(key, value, depth > 0)
  const keys = (prefix: StorageKey, after?: StorageKey): Generator<StorageKey, undefined> =>
    mergedKeys(reader, pending, prefix, after)

  return {
    get: (key) => pending.read(key).bytes,
    nextKey: (key) => mergedNextKey(reader, pending, key),
    keys: (prefix, after) => ({ [Symbol.iterator]: () => keys(prefix, after) }),
    set: write,
    delete: (key) => write(key, undefined),
    clearPrefix(prefix, limit = Number.MAX_SAFE_INTEGER) {
      let count = 0
      if (limit <= 0) return 0
      for (const key of keys(prefix)) {
        write(key, undefined)
        if (++count >= limit) break
      }
      return count
    },
    transaction(body) {
      const mark = pending.mark()
      depth++
      try {
        return body()
      } catch (error) {
        pending.rollback(mark)
        throw error
      } finally {
        depth--
        if (depth === 0) pending.forgetUndo()
      }
    },
    changes(): Changes {
      if (depth > 0) throw new Error("the changes are not settled inside a transaction")
      const changes = new Map<StorageKey, Uint8Array | undefined>()
      for (const [key, { state, bytes }] of pending.written) if (state === "written") changes.set(key, bytes)
      return changes
    },
    /** Caches for one decoder a key: pass the same function each time, not a new closure. */
    cached<T>(key: StorageKey, decode: (bytes: Uint8Array) => T): T | undefined {
      const entry = pending.read(key)
      if (entry.decoder === decode) return entry.decoded as T
      if (entry.bytes === undefined) return undefined
      const decoded = decode(entry.bytes)
      entry.decoded = decoded
      entry.decoder = decode
      return decoded
    },
  }
}
