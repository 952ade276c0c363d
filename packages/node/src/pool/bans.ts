import type { Hex } from "@taonet/primitives/hex"

/** Hashes that are refused for a while without being looked at: found invalid, or included already. */
export interface Bans {
  has(hash: Hex): boolean
  add(hash: Hex): void
}

const banMs = 30 * 60_000
const maxBans = 16_384

export function createBans(monotonicMs: () => number): Bans {
  const until = new Map<Hex, number>()
  return {
    has(hash) {
      const end = until.get(hash)
      if (end === undefined) return false
      if (end > monotonicMs()) return true
      until.delete(hash)
      return false
    },
    add(hash) {
      until.delete(hash)
      if (until.size >= maxBans) until.delete(until.keys().next().value as Hex)
      until.set(hash, monotonicMs() + banMs)
    },
  }
}
