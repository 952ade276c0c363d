/** What a miner has, and what it means to fetch: both survive a restart. */
import type { ScrapedRecord } from "../record.ts"
import { type Journal, openJournal } from "./journal.ts"

export interface StoredPage {
  readonly record: ScrapedRecord
  /** Of the last answer, for the next question. */
  readonly etag?: string
}

/** A page's place in the queue. */
export interface Visit {
  /** Milliseconds since 1970. */
  readonly at: number
  /** Links away from a seed. */
  readonly depth: number
  /** Between this visit and the next. */
  readonly everyMs: number
  readonly failures: number
}

export interface ScrapeStore {
  readonly pages: ReadonlyMap<string, StoredPage>
  readonly visits: ReadonlyMap<string, Visit>
  /** Grows with every change of the pages. */
  revision(): number
  /** The URL of the page that has this content already. */
  holderOf(contentHash: string): string | undefined
  keepPage(page: StoredPage): void
  dropPage(url: string): void
  keepVisit(url: string, visit: Visit): void
  dropVisit(url: string): void
  sync(): void
  close(): void
}

/** With a folder on disk, else in memory. Throws node's error when the folder cannot be used. */
export function openStore(folder?: string): ScrapeStore {
  const pages: Journal<StoredPage> = openJournal({ folder, name: "pages", wasteMax: 2_000 })
  const visits: Journal<Visit> = openJournal({ folder, name: "visits" })
  const byContent = new Map<string, string>()
  for (const [url, { record }] of pages.entries) byContent.set(record.content_hash, url)
  let revision = 0

  function forget(url: string): void {
    const hash = pages.entries.get(url)?.record.content_hash
    if (hash !== undefined && byContent.get(hash) === url) byContent.delete(hash)
  }

  return {
    pages: pages.entries,
    visits: visits.entries,
    revision: () => revision,
    holderOf: (contentHash) => byContent.get(contentHash),
    keepPage(page) {
      const { url, content_hash } = page.record
      forget(url)
      byContent.set(content_hash, url)
      pages.set(url, page)
      revision++
    },
    dropPage(url) {
      forget(url)
      pages.delete(url)
      revision++
    },
    keepVisit: (url, visit) => visits.set(url, visit),
    dropVisit: (url) => visits.delete(url),
    sync() {
      pages.sync()
      visits.sync()
    },
    close() {
      pages.close()
      visits.close()
    },
  }
}
