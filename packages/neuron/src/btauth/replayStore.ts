/** Remembers accepted (hotkey, nonce) pairs for as long as they could be replayed. */
export interface ReplayStore {
  /** How long an entry is kept; must cover the freshness window. */
  readonly retentionMs: number
  /** False when the pair was seen before; true records it. */
  checkAndStore(sender: string, nonce: bigint): boolean
}

export interface ReplayStoreOptions {
  /** Default 60 s, as in the reference. */
  readonly retentionMs?: number
  /** Bound on memory, ≈ 150 bytes an entry. Default 200,000. */
  readonly maxEntries?: number
  /** One sender's share of it, so that a chatty hotkey cannot fill it for the others. Default 50,000. */
  readonly maxPerSender?: number
}

/**
 * In-memory store. When it is full of unexpired pairs it refuses instead of forgetting: forgetting would let an old request through.
 * `milliseconds` is a clock that only grows.
 */
export function createReplayStore(milliseconds: () => number, options: ReplayStoreOptions = {}): ReplayStore {
  const { retentionMs = 60_000, maxEntries = 200_000, maxPerSender = 50_000 } = options
  // Insertion order is expiry order, so that the oldest are the first.
  const expiryOf = new Map<string, { sender: string; expires: number }>()
  const countOf = new Map<string, number>()

  const expire = (now: number): void => {
    for (const [key, entry] of expiryOf) {
      if (entry.expires > now) return
      expiryOf.delete(key)
      const left = (countOf.get(entry.sender) ?? 1) - 1
      if (left === 0) countOf.delete(entry.sender)
      else countOf.set(entry.sender, left)
    }
  }

  return {
    retentionMs,
    checkAndStore(sender, nonce) {
      const now = milliseconds()
      expire(now)
      const key = `${sender} ${nonce}`
      const count = countOf.get(sender) ?? 0
      if (expiryOf.has(key) || count >= maxPerSender || expiryOf.size >= maxEntries) return false
      expiryOf.set(key, { sender, expires: now + retentionMs })
      countOf.set(sender, count + 1)
      return true
    },
  }
}
