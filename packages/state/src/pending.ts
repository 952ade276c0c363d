import { createInsertedKeys, type InsertedKeys } from "./insertedKeys.ts"
import type { KvReader, StorageKey } from "./types.ts"

/** What an overlay knows about a key. One object serves reads, writes and the decoded value, so the hot path is one map lookup. */
export interface Entry {
  bytes: Uint8Array | undefined
  state: State
  decoded: unknown
  /** The decoder behind `decoded`: another one starts anew. */
  decoder: unknown
}

/** Unread: `bytes` says nothing. Read: they are the store's. Written: they are a pending change. */
type State = "unread" | "read" | "written"

interface Undo {
  readonly entry: Entry
  readonly bytes: Uint8Array | undefined
  readonly state: State
}

/**
 * So many entries that are only read are forgotten together, so that a walk over a large state does not pile up. Measured: with more, what
 * the collector has to keep costs more than reading again.
 */
const maxRememberedReads = 32_768

/** Pending changes over a store, with what rolls them back. */
export interface Pending {
  /** Keys that were ever written, those rolled back included. */
  readonly written: ReadonlyMap<StorageKey, Entry>
  readonly inserted: InsertedKeys
  read(key: StorageKey): Entry
  /** With `undo`, the change can be rolled back. */
  write(key: StorageKey, value: Uint8Array | undefined, undo: boolean): void
  /** A point to roll back to. */
  mark(): number
  rollback(mark: number): void
  /** Makes all changes so far lasting. */
  forgetUndo(): void
}

export function createPending(reader: KvReader): Pending {
  const written = new Map<StorageKey, Entry>()
  let reads = new Map<StorageKey, Entry>()
  const inserted = createInsertedKeys((key) => reader.get(key) !== undefined)
  const journal: Undo[] = []

  return {
    written,
    inserted,
    read(key) {
      let entry = written.get(key) ?? reads.get(key)
      if (entry === undefined) {
        if (reads.size >= maxRememberedReads) reads = new Map()
        entry = newEntry()
        reads.set(key, entry)
      }
      if (entry.state === "unread") {
        entry.bytes = reader.get(key)
        entry.state = "read"
      }
      return entry
    },
    write(key, value, undo) {
      let entry = written.get(key)
      if (entry === undefined) {
        entry = reads.get(key) ?? newEntry()
        reads.delete(key)
        written.set(key, entry)
        inserted.note(key)
      }
      if (undo) journal.push({ entry, bytes: entry.bytes, state: entry.state })
      replace(entry, value, "written")
    },
    mark: () => journal.length,
    rollback(mark) {
      while (journal.length > mark) {
        const { entry, bytes, state } = journal.pop()!
        replace(entry, bytes, state)
      }
    },
    forgetUndo() {
      journal.length = 0
    },
  }
}

const newEntry = (): Entry => ({
  bytes: undefined,
  state: "unread",
  decoded: undefined,
  decoder: undefined,
})

function replace(entry: Entry, bytes: Uint8Array | undefined, state: State): void {
  entry.bytes = bytes
  entry.state = state
  entry.decoded = undefined
  entry.decoder = undefined
}
