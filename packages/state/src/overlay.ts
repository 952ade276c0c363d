import { createInsertedKeys } from "./insertedKeys.ts"
import type { Changes, KvReader, Overlay, StorageKey } from "./types.ts"

/** What the overlay knows about a key. One object serves reads, writes and the decoded value, so the hot path is one map lookup. */
interface Entry {
  bytes: Uint8Array | undefined
  state: State
  decoded: unknown
  /** The decoder behind `decoded`: another one starts anew. */
  decoder: unknown
  /** Whether the key was reported to the index of inserted keys. */
  indexed: boolean
}

/** Unread: `bytes` says nothing. Read: they are the store's. Written: they are a pending change. */
type State = "unread" | "read" | "written"

interface Undo {
  readonly entry: Entry
  readonly bytes: Uint8Array | undefined
  readonly state: State
}

/** Entries that are only read are dropped beyond this many, so that a walk over a large state does not pile up. */
const maxRememberedReads = 65_536

/**
 * A mutable view over `reader`, which must not change meanwhile. Iterations are live: keys written or deleted during one appear or
 * vanish, as with repeated `nextKey`. Values are shared, never copied: nobody may alter bytes that were set or got.
 */
export function createOverlay(reader: KvReader): Overlay {
  const entries = new Map<StorageKey, Entry>()
  const inserted = createInsertedKeys((key) => reader.get(key) !== undefined)
  const journal: Undo[] = []
  let depth = 0
  let sweepAt = maxRememberedReads

  function read(key: StorageKey): Entry {
    let entry = entries.get(key)
    if (entry === undefined) {
      if (entries.size >= sweepAt) sweep()
      entry = { bytes: undefined, state: "unread", decoded: undefined, decoder: undefined, indexed: false }
      entries.set(key, entry)
    }
    if (entry.state === "unread") {
      entry.bytes = reader.get(key)
      entry.state = "read"
    }
    return entry
  }

  function sweep(): void {
    for (const [key, entry] of entries) if (entry.state !== "written" && !entry.indexed) entries.delete(key)
    sweepAt = Math.max(maxRememberedReads, entries.size * 2)
  }

  function write(key: StorageKey, value: Uint8Array | undefined): void {
    let entry = entries.get(key)
    if (entry === undefined) {
      entry = { bytes: undefined, state: "unread", decoded: undefined, decoder: undefined, indexed: false }
      entries.set(key, entry)
    }
    if (depth > 0) journal.push({ entry, bytes: entry.bytes, state: entry.state })
    entry.bytes = value
    entry.state = "written"
    forgetDecoded(entry)
    if (!entry.indexed) {
      entry.indexed = true
      inserted.note(key)
    }
  }

  function rollback(mark: number): void {
    while (journal.length > mark) {
      const { entry, bytes, state } = journal.pop()!
      entry.bytes = bytes
      entry.state = state
      forgetDecoded(entry)
    }
  }

  const isDeleted = (key: StorageKey): boolean => {
    const entry = entries.get(key)
    return entry?.state === "written" && entry.bytes === undefined
  }
  /** Index entries outlive a rollback or a deletion, so each is checked when it is met. */
  const isPending = (key: StorageKey): boolean => {
    const entry = entries.get(key)
    return entry?.state === "written" && entry.bytes !== undefined
  }

  function nextKey(key: StorageKey): StorageKey | undefined {
    let stored = reader.nextKey(key)
    while (stored !== undefined && isDeleted(stored)) stored = reader.nextKey(stored)
    return smaller(stored, nextPending("", key, false))
  }

  function nextPending(prefix: StorageKey, from: StorageKey, inclusive: boolean): StorageKey | undefined {
    let key = inserted.next(prefix, from, inclusive)
    while (key !== undefined && !isPending(key)) key = inserted.next(prefix, key, false)
    return key
  }

  /** Merges stored and inserted keys, and asks again about both at every step, so the view is live. */
  function* keys(prefix: StorageKey, after?: StorageKey): Generator<StorageKey, undefined> {
    const storedKeys = reader.keys(prefix, after)[Symbol.iterator]()
    let stored = storedKeys.next()
    let inclusive = after === undefined || after < prefix
    let at = inclusive ? prefix : after!
    for (;;) {
      const pending = nextPending(prefix, at, inclusive)
      const key = smaller(stored.done ? undefined : stored.value, pending)
      if (key === undefined) return
      const gone = key !== pending && isDeleted(key)
      if (key !== pending) stored = storedKeys.next()
      at = key
      inclusive = false
      if (!gone) yield key
    }
  }

  return {
    get: (key) => read(key).bytes,
    nextKey,
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
      const mark = journal.length
      depth++
      try {
        return body()
      } catch (error) {
        rollback(mark)
        throw error
      } finally {
        depth--
        if (depth === 0) journal.length = 0
      }
    },
    changes(): Changes {
      if (depth > 0) throw new Error("the changes are not settled inside a transaction")
      const changes = new Map<StorageKey, Uint8Array | undefined>()
      for (const [key, { state, bytes }] of entries) if (state === "written") changes.set(key, bytes)
      return changes
    },
    cached<T>(key: StorageKey, decode: (bytes: Uint8Array) => T): T | undefined {
      const entry = read(key)
      if (entry.decoder === decode) return entry.decoded as T
      if (entry.bytes === undefined) return undefined
      const decoded = decode(entry.bytes)
      entry.decoded = decoded
      entry.decoder = decode
      return decoded
    },
  }
}

function forgetDecoded(entry: Entry): void {
  entry.decoded = undefined
  entry.decoder = undefined
}

function smaller(a: StorageKey | undefined, b: StorageKey | undefined): StorageKey | undefined {
  if (a === undefined) return b
  return b === undefined || a < b ? a : b
}
