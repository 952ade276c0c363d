/** From an address to records: what miners do for a living and validators do to check them. */

import { cutText, tidyText } from "./extract/blockText.ts"
import { extractFeed, type Feed } from "./extract/extractFeed.ts"
import { type Extracted, extractHtml, textUnitsMax } from "./extract/extractHtml.ts"
import { hostOf } from "./net/canonicalUrl.ts"
import { FetchError } from "./net/fetchError.ts"
import type { FetchedPage } from "./net/politeFetch.ts"
import { makeRecord, type ScrapedRecord } from "./record.ts"

export interface ScrapedPage {
  readonly record: ScrapedRecord
  readonly links: readonly string[]
  readonly feeds: readonly string[]
}

const isXml = (contentType: string): boolean => /[/+]xml$/.test(contentType) && !contentType.includes("xhtml")

/** Throws FetchError NoContent when there is nothing to keep, or the page asks not to be kept. */
export function scrapePage(page: FetchedPage): ScrapedPage {
  const { title, text, language, publishedAt, links, feeds, noIndex } = contentOf(page)
  if (noIndex || text === "") throw new FetchError("NoContent", "the page has no text to keep")
  const record = makeRecord({
    kind: "page",
    url: page.url,
    source: hostOf(page.url),
    title,
    text,
    language,
    published_at: publishedAt,
    last_modified: page.lastModified ?? null,
    fetched_at: page.fetchedAt,
  })
  return { record, links, feeds }
}

function contentOf({ contentType, text, url }: FetchedPage): Extracted {
  if (contentType === "text/html" || contentType === "application/xhtml+xml") return extractHtml(text, url)
  if (isXml(contentType)) throw new FetchError("BadContentType", "a feed is not a page")
  const plain = cutText(tidyText(text), textUnitsMax)
  return { title: "", text: plain, language: null, publishedAt: null, links: [], feeds: [], noIndex: false }
}

/** One record an item. Throws FetchError BadContentType when the page is no feed. */
export function scrapeFeed(page: FetchedPage): ScrapedRecord[] {
  const feed: Feed | undefined = isXml(page.contentType) ? extractFeed(page.text, page.url) : undefined
  if (feed === undefined) throw new FetchError("BadContentType", "neither RSS nor Atom")
  return feed.items.map(({ url, title, text, publishedAt }) =>
    makeRecord({
      kind: "feed_item",
      url,
      source: page.url,
      title,
      text,
      language: null,
      published_at: publishedAt,
      last_modified: page.lastModified ?? null,
      fetched_at: page.fetchedAt,
    }),
  )
}
