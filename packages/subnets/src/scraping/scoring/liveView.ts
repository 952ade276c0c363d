/** The validator's own look at pages, shared by all of its checks: miners that have the same page cost the site one request. */
import { type Random, randomInt } from "@taonet/neuron/random"
import { looksEndless, type ScrapingSource, weightsByHost } from "../crawl/scope.ts"
import { hostOf } from "../net/canonicalUrl.ts"
import { FetchError } from "../net/fetchError.ts"
import type { FetchedPage, PoliteFetch } from "../net/politeFetch.ts"
import type { ScrapedRecord } from "../record.ts"
import { type ScrapedPage, scrapeFeed, scrapePage } from "../scrape.ts"

export interface LiveView {
  /** The page as it is, fetched at `notBefore` (milliseconds since 1970) or later. Rejects with the signal's reason only. */
  page(url: string, notBefore: number, signal: AbortSignal): Promise<ScrapedRecord | FetchError>
  feed(url: string, notBefore: number, signal: AbortSignal): Promise<readonly ScrapedRecord[] | FetchError>
  /** Pages of the sources that were seen, or seen linked; never empty when there are sources. */
  someUrl(random: Random): string | undefined
  someFeed(random: Random): string | undefined
  /** The latest records of the sources. */
  records(): readonly ScrapedRecord[]
}

interface Look {
  readonly at: number
  readonly page: Promise<FetchedPage | FetchError>
}

const looksMax = 1_000
const knownMax = 5_000
const recordsMax = 100

export function createLiveView(
  sources: readonly ScrapingSource[],
  fetch: PoliteFetch,
  now: () => number,
): LiveView {
  const hosts = weightsByHost(sources)
  const looks = new Map<string, Look>()
  const known = new Set(sources.map(({ seed }) => seed))
  const feeds = new Set<string>()
  const records = new Map<string, ScrapedRecord>()
  const scraped = new WeakMap<FetchedPage, ScrapedPage | FetchError>()

  /** Extraction is the expensive part, and one page is compared with what many miners have. */
  function scrapeOnce(page: FetchedPage): ScrapedPage | FetchError {
    const known = scraped.get(page)
    if (known !== undefined) return known
    const result = orFetchError(() => scrapePage(page))
    scraped.set(page, result)
    return result
  }

  function look(url: string, notBefore: number, signal: AbortSignal): Promise<FetchedPage | FetchError> {
    const old = looks.get(url)
    if (old !== undefined && old.at >= notBefore) return old.page
    const page = fetch(url, signal).catch((error: unknown) => {
      if (error instanceof FetchError) return error
      looks.delete(url)
      throw error
    })
    looks.delete(url)
    looks.set(url, { at: now(), page })
    bound(looks, looksMax)
    return page
  }

  function learn(links: readonly string[], into: Set<string>): void {
    for (const link of links) {
      if (hosts.has(hostOf(link)) && !looksEndless(link)) into.add(link)
      bound(into, knownMax)
    }
  }

  return {
    async page(url, notBefore, signal) {
      const page = await look(url, notBefore, signal)
      const result = page instanceof FetchError ? page : scrapeOnce(page)
      if (result instanceof FetchError) return result
      const { record, links, feeds: named } = result
      learn(links, known)
      learn(named, feeds)
      if (hosts.has(record.source)) records.set(record.url, record)
      bound(records, recordsMax)
      return record
    },
    async feed(url, notBefore, signal) {
      const page = await look(url, notBefore, signal)
      return page instanceof FetchError ? page : orFetchError(() => scrapeFeed(page))
    },
    someUrl: (random) => some(known, random),
    someFeed: (random) => some(feeds, random),
    records: () => [...records.values()],
  }
}

function orFetchError<T>(work: () => T): T | FetchError {
  try {
    return work()
  } catch (error) {
    if (error instanceof FetchError) return error
    throw error
  }
}

/** Forgets the oldest. */
function bound(items: Map<string, unknown> | Set<string>, max: number): void {
  for (const key of items.keys()) {
    if (items.size <= max) return
    items.delete(key)
  }
}

function some<T>(items: Iterable<T>, random: Random): T | undefined {
  const all = [...items]
  return all[randomInt(random, all.length)]
}
