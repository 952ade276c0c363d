import type { Hex } from "@taonet/primitives/hex"
import type { PoolEntry } from "./entry.ts"

/** Transactions that wait for tags which nobody provides yet: a nonce with a gap before it. */
export interface FutureQueue {
  readonly size: number
  readonly bytes: number
  get(hash: Hex): PoolEntry | undefined
  entries(): Iterable<PoolEntry>
  add(entry: PoolEntry, missing: readonly Hex[]): void
  remove(entry: PoolEntry): void
  /** Those that wait for a tag, whatever else they wait for. */
  waitingFor(tag: Hex): PoolEntry[]
  /** Says that a tag is provided now; answers those that wait for nothing more, which leave the queue. */
  satisfy(tag: Hex): PoolEntry[]
  /** The one that came first: it goes when there are too many. */
  oldest(): PoolEntry | undefined
}

export function createFutureQueue(): FutureQueue {
  const entries = new Map<Hex, PoolEntry>()
  const missingOf = new Map<PoolEntry, Set<Hex>>()
  const waiting = new Map<Hex, Set<PoolEntry>>()
  let bytes = 0

  function leave(tag: Hex, entry: PoolEntry): void {
    const set = waiting.get(tag)
    set?.delete(entry)
    if (set?.size === 0) waiting.delete(tag)
  }

  function remove(entry: PoolEntry): void {
    if (!entries.delete(entry.hash)) return
    bytes -= entry.bytes.length
    for (const tag of missingOf.get(entry) ?? []) leave(tag, entry)
    missingOf.delete(entry)
  }

  return {
    get size() {
      return entries.size
    },
    get bytes() {
      return bytes
    },
    get: (hash) => entries.get(hash),
    entries: () => entries.values(),
    add(entry, missing) {
      entries.set(entry.hash, entry)
      bytes += entry.bytes.length
      missingOf.set(entry, new Set(missing))
      for (const tag of missing) {
        const set = waiting.get(tag)
        if (set === undefined) waiting.set(tag, new Set([entry]))
        else set.add(entry)
      }
    },
    remove,
    waitingFor: (tag) => [...(waiting.get(tag) ?? [])],
    satisfy(tag) {
      const complete: PoolEntry[] = []
      for (const entry of [...(waiting.get(tag) ?? [])]) {
        const missing = missingOf.get(entry)
        missing?.delete(tag)
        leave(tag, entry)
        if (missing?.size === 0) {
          remove(entry)
          complete.push(entry)
        }
      }
      return complete
    },
    oldest: () => entries.values().next().value,
  }
}
