/** Which pages belong to the contest: those of the subnet's sources. */
import { hostOf } from "../net/canonicalUrl.ts"

/** A site that the subnet wants read. */
export interface ScrapingSource {
  /** Where reading starts; its host (with the port) is the source. Canonical. */
  readonly seed: string
  /** What its pages are worth beside others'; default 1. */
  readonly weight?: number
}

export const weightsByHost = (sources: readonly ScrapingSource[]): ReadonlyMap<string, number> =>
  new Map(sources.map(({ seed, weight = 1 }) => [hostOf(seed), weight]))

const segmentsMax = 16
const repeatsMax = 3
const parametersMax = 6

/** Addresses that sites make up without end: calendars, session ids, links that lead into themselves. */
export function looksEndless(url: string): boolean {
  const { pathname, searchParams } = new URL(url)
  const segments = pathname.split("/").filter((segment) => segment !== "")
  if (segments.length > segmentsMax || [...searchParams].length > parametersMax) return true
  const counts = new Map<string, number>()
  for (const segment of segments) counts.set(segment, (counts.get(segment) ?? 0) + 1)
  return Math.max(0, ...counts.values()) >= repeatsMax
}
