import type { PoolEntry } from "./entry.ts"
import type { Queues } from "./queues.ts"

export interface CaptureDeps {
  readonly queues: Queues
  /** All entries, what came first first. */
  entries(): PoolEntry[]
  /** Takes bytes whose signature was found good before, or throws. */
  takeAgain(bytes: Uint8Array): void
  /** Looks at an entry again. */
  revalidate(entry: PoolEntry): void
}

/**
 * Remembers what is in the pool; the answer makes the pool hold that again, as often as it is called. Who watches a transaction that came
 * since hears that it is dropped; one that left the pool meanwhile comes back without those who watched it.
 */
export function capturePool({ queues, entries, takeAgain, revalidate }: CaptureDeps): () => void {
  const kept = entries()
  return () => {
    const keep = new Set(kept)
    for (const entry of entries()) if (!keep.has(entry)) queues.drop(entry, "dropped")
    for (const entry of kept) {
      if (queues.get(entry.hash) === entry) revalidate(entry)
      else takeQuietly(() => takeAgain(entry.bytes))
    }
  }
}

/** What is worth nothing there stays out. */
function takeQuietly(take: () => void): void {
  try {
    take()
  } catch {
    // Refused.
  }
}
