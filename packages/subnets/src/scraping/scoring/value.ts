/** What a manifest claims to be worth, before credibility. */
import type { ManifestEntry } from "../manifest.ts"
import { hostOf } from "../net/canonicalUrl.ts"
import { hammingDistance } from "../simhash.ts"

export interface ValueContext {
  /** What a byte of each source is worth; others' are worth nothing. */
  readonly weights: ReadonlyMap<string, number>
  /** Milliseconds since 1970. */
  readonly now: number
  /** From 1 to half over this age, and nothing beyond. */
  readonly maxAgeMs: number
  /** How many miners have the page, at least 1. */
  readonly holders: (url: string) => number
  /** Powers to which freshness and 1 over the holders count; default 1. */
  readonly powers?: { readonly freshness?: number; readonly uniqueness?: number }
}

export interface ValuedEntry {
  readonly entry: ManifestEntry
  readonly value: number
}

/** Less says nothing. */
export const bytesMin = 200
/** More of one page is not worth more: else a few huge ones would be all that is wanted. */
export const bytesMax = 16 * 1024
/** Pages of one manifest this near to each other are one page under many names. */
const twinBits = 3

/** Only entries that count; of pages that are twins the first. */
export function valueEntries(entries: readonly ManifestEntry[], context: ValueContext): ValuedEntry[] {
  const isTwin = createTwinFinder()
  const { freshness: byFreshness = 1, uniqueness: byUniqueness = 1 } = context.powers ?? {}
  return entries.flatMap((entry) => {
    const weight = context.weights.get(hostOf(entry.url)) ?? 0
    const fresh = freshness(context.now - entry.fetched_at, context.maxAgeMs)
    // Too old is nothing, to whatever power.
    if (fresh === 0) return []
    const value =
      weight *
      Math.min(entry.bytes, bytesMax) *
      fresh ** byFreshness *
      (1 / context.holders(entry.url)) ** byUniqueness
    return value > 0 && entry.bytes >= bytesMin && !isTwin(entry.simhash) ? [{ entry, value }] : []
  })
}

export const freshness = (ageMs: number, maxAgeMs: number): number =>
  ageMs > maxAgeMs ? 0 : 1 - Math.max(0, ageMs) / maxAgeMs / 2

/** Two hashes at most 3 bits apart are equal in one of their four quarters: only those are compared. */
function createTwinFinder(): (simhash: string) => boolean {
  const quarters = [0, 4, 8, 12].map((at) => ({ at, seen: new Map<string, string[]>() }))
  return (simhash) => {
    const near = quarters.some(({ at, seen }) =>
      (seen.get(simhash.slice(at, at + 4)) ?? []).some(
        (other) => hammingDistance(simhash, other) <= twinBits,
      ),
    )
    if (near) return true
    for (const { at, seen } of quarters) {
      const key = simhash.slice(at, at + 4)
      const others = seen.get(key)
      if (others === undefined) seen.set(key, [simhash])
      else others.push(simhash)
    }
    return false
  }
}
