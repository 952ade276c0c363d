import { type Clock, systemClock } from "@taonet/neuron/clock"
import { errorText, type Log, noLog } from "@taonet/neuron/log"
import { hostOf } from "../net/canonicalUrl.ts"
import { FetchError, isPassing } from "../net/fetchError.ts"
import type { PoliteFetch } from "../net/politeFetch.ts"
import { type ScrapedPage, scrapePage } from "../scrape.ts"
import { looksEndless, type ScrapingSource } from "./scope.ts"
import type { ScrapeStore, Visit } from "./store.ts"

export interface CrawlerOptions {
  readonly sources: readonly ScrapingSource[]
  /** Pages kept; default 5,000. */
  readonly maxPages?: number
  /** Links away from a seed; default 8. */
  readonly maxDepth?: number
  /** Addresses that wait; default 20,000. */
  readonly maxQueue?: number
  /** Variants of one path by its parameters; default 20. */
  readonly maxVariants?: number
  /** Pages at a time, over all hosts; default 4. */
  readonly concurrency?: number
  /** Until a page is looked at again, at first; halves when it changed, doubles up to 16 times when it did not. Default 10 minutes. */
  readonly revisitMs?: number
  /** Ends the crawler. */
  readonly signal: AbortSignal
}

export interface CrawlerDeps {
  readonly store: ScrapeStore
  readonly fetch: PoliteFetch
  readonly clock?: Clock
  readonly log?: Log
}

const idleMs = 200
const failuresMax = 5
const stretch = 16
/** After so many pages the disk is made to have them. */
const syncEvery = 20

/** Reads the sources page by page and again, until the signal is aborted. What fails is logged and tried later, or given up. */
export async function crawl(options: CrawlerOptions, deps: CrawlerDeps): Promise<void> {
  const { store } = deps
  const clock = deps.clock ?? systemClock
  const log = deps.log ?? noLog
  const queue = createQueue(options, store)
  const working = new Set<string>()
  for (const { seed } of options.sources) queue.add(seed, 0, 0)
  let visited = 0

  async function work(): Promise<void> {
    while (!options.signal.aborted) {
      const url = queue.next(nowOf(clock), working)
      if (url === undefined) {
        await clock.sleep(idleMs, options.signal)
        continue
      }
      working.add(url)
      try {
        await visit(url, options, deps, queue, nowOf(clock))
      } catch (error) {
        if (!options.signal.aborted) log("crawler.failed", { url, error: errorText(error) })
      } finally {
        working.delete(url)
      }
      if (++visited % syncEvery === 0) store.sync()
    }
  }
  await Promise.all(Array.from({ length: options.concurrency ?? 4 }, work))
  store.sync()
}

const nowOf = (clock: Clock): number => Number(clock.unixNanoseconds() / 1_000_000n)

interface Queue {
  add(url: string, depth: number, at: number): void
  next(now: number, working: ReadonlySet<string>): string | undefined
}

function createQueue(options: CrawlerOptions, store: ScrapeStore): Queue {
  const { maxDepth = 8, maxQueue = 20_000, maxVariants = 20, maxPages = 5_000, revisitMs = 600_000 } = options
  const hosts = new Set(options.sources.map(({ seed }) => hostOf(seed)))
  const variants = new Map<string, number>()
  const count = (url: string): number => {
    const path = url.split("?", 1)[0] ?? url
    const seen = (variants.get(path) ?? 0) + 1
    variants.set(path, seen)
    return seen
  }
  for (const url of store.visits.keys()) count(url)
  return {
    add(url, depth, at) {
      if (store.visits.has(url) || store.visits.size >= maxQueue || depth > maxDepth) return
      if (!hosts.has(hostOf(url)) || looksEndless(url) || count(url) > maxVariants) return
      store.keepVisit(url, { at, depth, everyMs: revisitMs, failures: 0 })
    },
    next(now, working) {
      const isFull = store.pages.size >= maxPages
      let best: string | undefined
      let bestAt = now
      for (const [url, { at, depth }] of store.visits) {
        // The nearest to a seed first, among those that were never read.
        const rank = at === 0 ? depth - maxDepth : at
        if (rank > bestAt || working.has(url) || !hosts.has(hostOf(url))) continue
        if (isFull && !store.pages.has(url)) continue
        best = url
        bestAt = rank
      }
      return best
    },
  }
}

async function visit(
  url: string,
  options: CrawlerOptions,
  { store, fetch }: CrawlerDeps,
  queue: Queue,
  now: number,
): Promise<void> {
  const place = store.visits.get(url)
  if (place === undefined) return
  const known = store.pages.get(url)
  try {
    const page = await fetch(
      url,
      options.signal,
      known ? { etag: known.etag, lastModified: known.record.last_modified ?? undefined } : {},
    )
    if (page.status === 304) {
      if (known) store.keepPage({ ...known, record: { ...known.record, fetched_at: page.fetchedAt } })
      return store.keepVisit(url, nextVisit(place, options, now, false))
    }
    const scraped = scrapePage(page)
    for (const link of scraped.links) queue.add(link, place.depth + 1, 0)
    store.keepVisit(
      url,
      nextVisit(place, options, now, known?.record.content_hash !== scraped.record.content_hash),
    )
    keep(scraped, page.etag, store, options)
    // A redirect led there: the page need not be asked for under its own name too.
    const own = scraped.record.url
    if (own !== url && store.pages.has(own) && (store.visits.get(own)?.at ?? 0) === 0)
      store.keepVisit(own, nextVisit(place, options, now, true))
  } catch (error) {
    if (!(error instanceof FetchError)) throw error
    giveUpOrWait(url, place, error, store, options, now)
  }
}

/** Under the address where the content was, and only once whatever its addresses. */
function keep(
  { record }: ScrapedPage,
  etag: string | undefined,
  store: ScrapeStore,
  options: CrawlerOptions,
): void {
  const holder = store.holderOf(record.content_hash)
  if (holder !== undefined && holder !== record.url) {
    // It has become a copy of another page.
    if (store.pages.has(record.url)) store.dropPage(record.url)
    return
  }
  const hosts = options.sources.map(({ seed }) => hostOf(seed))
  if (!hosts.includes(record.source)) return
  store.keepPage({ record, ...(etag === undefined ? {} : { etag }) })
}

function nextVisit(place: Visit, options: CrawlerOptions, now: number, changed: boolean): Visit {
  const base = options.revisitMs ?? 600_000
  const first = place.at === 0
  const everyMs = first
    ? base
    : changed
      ? Math.max(base / stretch, place.everyMs / 2)
      : Math.min(base * stretch, place.everyMs * 2)
  return { ...place, at: now + everyMs, everyMs, failures: 0 }
}

/** A page that is gone is forgotten; one that failed to come gets more and more time. */
function giveUpOrWait(
  url: string,
  place: Visit,
  error: FetchError,
  store: ScrapeStore,
  options: CrawlerOptions,
  now: number,
): void {
  const failures = place.failures + 1
  const isOver = !isPassing(error) || failures > failuresMax
  if (isOver && store.pages.has(url)) store.dropPage(url)
  const base = options.revisitMs ?? 600_000
  const wait = isOver ? base * stretch : Math.max(error.retryAfterMs ?? 0, (base / stretch) * 2 ** failures)
  // Kept in the queue, far away: else the next link to it would begin anew.
  store.keepVisit(url, { ...place, at: now + wait, failures })
}
