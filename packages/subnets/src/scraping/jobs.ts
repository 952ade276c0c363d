/** What a miner does with a job: fetches now, or searches what it has. */
import { searchRecords } from "./crawl/search.ts"
import type { ScrapeStore } from "./crawl/store.ts"
import { FetchError } from "./net/fetchError.ts"
import type { FetchedPage, PoliteFetch } from "./net/politeFetch.ts"
import { type JobFailure, type JobResult, modelName, type ScrapingJob } from "./protocol.ts"
import type { ScrapedRecord } from "./record.ts"
import { scrapeFeed, scrapePage } from "./scrape.ts"

export interface JobDeps {
  readonly fetch: PoliteFetch
  readonly store: Pick<ScrapeStore, "pages">
}

/** Pages of a job that are fetched at a time; those of one host come one after the other anyhow. */
const pagesAtATime = 4

/** Sites' failures are part of the result. Rejects with the signal's reason only. */
export async function runJob(job: ScrapingJob, deps: JobDeps, signal: AbortSignal): Promise<JobResult> {
  const records: ScrapedRecord[] = []
  const failures: JobFailure[] = []
  const attempt = async (url: string, read: (page: FetchedPage) => readonly ScrapedRecord[]) => {
    try {
      records.push(...read(await deps.fetch(url, signal)))
    } catch (error) {
      if (!(error instanceof FetchError)) throw error
      failures.push(failureOf(url, error))
    }
  }
  if (job.kind === "query") {
    const stored = [...deps.store.pages.values()].map(({ record }) => record)
    records.push(...searchRecords(stored, job.query, job.limit, job.sources))
  } else if (job.kind === "feed") {
    await attempt(job.url, (page) => scrapeFeed(page).slice(0, job.limit))
  } else {
    const queue = job.urls.values()
    const worker = async (): Promise<void> => {
      for (const url of queue) await attempt(url, (page) => [scrapePage(page).record])
    }
    await Promise.all(Array.from({ length: pagesAtATime }, worker))
  }
  return { object: "scraping.result", model: modelName, records: eachOnce(records), failures }
}

function failureOf(url: string, { code, message, status }: FetchError): JobFailure {
  return { url, code, message, ...(status === undefined ? {} : { status }) }
}

/** Two addresses that led to one page, or two pages of one content, are one record. */
function eachOnce(records: readonly ScrapedRecord[]): ScrapedRecord[] {
  const seen = new Set<string>()
  return records.filter(({ kind, url, content_hash }) => {
    // Items of a feed may share a text, such as an empty one, and still be different items.
    const key = kind === "page" ? content_hash : `${url} ${content_hash}`
    return !seen.has(key) && seen.add(key)
  })
}
