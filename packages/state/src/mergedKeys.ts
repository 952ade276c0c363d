/** The keys of a store with pending changes over it. Every step looks at both sides again, so what happens meanwhile is seen. */
import type { Pending } from "./pending.ts"
import type { KvReader, StorageKey } from "./types.ts"

export function* mergedKeys(
  reader: KvReader,
  pending: Pending,
  prefix: StorageKey,
  after?: StorageKey,
): Generator<StorageKey, undefined> {
  const storedKeys = reader.keys(prefix, after)[Symbol.iterator]()
  let stored = storedKeys.next()
  let inclusive = after === undefined || after < prefix
  let at = inclusive ? prefix : after!
  for (;;) {
    const inserted = nextInserted(pending, prefix, at, inclusive)
    const key = smaller(stored.done ? undefined : stored.value, inserted)
    if (key === undefined) return
    const gone = key !== inserted && isDeleted(pending, key)
    if (key !== inserted) stored = storedKeys.next()
    at = key
    inclusive = false
    if (!gone) yield key
  }
}

export function mergedNextKey(reader: KvReader, pending: Pending, key: StorageKey): StorageKey | undefined {
  let stored = reader.nextKey(key)
  while (stored !== undefined && isDeleted(pending, stored)) stored = reader.nextKey(stored)
  return smaller(stored, nextInserted(pending, "", key, false))
}

/** The index outlives rollbacks and deletions, so each of its keys is checked when it is met. */
function nextInserted(
  { inserted, written }: Pending,
  prefix: StorageKey,
  from: StorageKey,
  inclusive: boolean,
): StorageKey | undefined {
  let key = inserted.next(prefix, from, inclusive)
  while (key !== undefined) {
    const entry = written.get(key)
    if (entry?.state === "written" && entry.bytes !== undefined) return key
    key = inserted.next(prefix, key, false)
  }
  return undefined
}

function isDeleted({ written }: Pending, key: StorageKey): boolean {
  const entry = written.get(key)
  return entry?.state === "written" && entry.bytes === undefined
}

function smaller(a: StorageKey | undefined, b: StorageKey | undefined): StorageKey | undefined {
  if (a === undefined) return b
  return b === undefined || a < b ? a : b
}
