import { createHash } from "node:crypto"
import { textUnitsMax, titleUnitsMax } from "./extract/extractHtml.ts"
import { canonicalUrl, hostOf } from "./net/canonicalUrl.ts"
import { simhashOf } from "./simhash.ts"

/** One page or one item of a feed, as it goes over the wire. Times are milliseconds since 1970. */
export interface ScrapedRecord {
  readonly kind: "page" | "feed_item"
  readonly url: string
  /** Host of a page; URL of an item's feed. */
  readonly source: string
  readonly title: string
  readonly text: string
  readonly language: string | null
  readonly published_at: number | null
  /** As the server said. */
  readonly last_modified: number | null
  readonly fetched_at: number
  /** UTF-8 bytes of title and text together. */
  readonly bytes: number
  /** SHA-256 of title, line feed, text; lower-case hex. */
  readonly content_hash: string
  readonly simhash: string
}

export type RecordFacts = Omit<ScrapedRecord, "bytes" | "content_hash" | "simhash">

/** Adds what follows from the content. */
export function makeRecord(facts: RecordFacts): ScrapedRecord {
  const content = contentOf(facts)
  return {
    ...facts,
    bytes: Buffer.byteLength(content),
    content_hash: createHash("sha256").update(content).digest("hex"),
    simhash: simhashOf(content),
  }
}

const contentOf = ({ title, text }: Pick<ScrapedRecord, "title" | "text">): string => `${title}\n${text}`

/**
 * Reads a record that somebody else made. Undefined when it is not one, or when its hashes, its size or its source do not follow from
 * the rest: an honest program cannot make such a record.
 */
export function readRecord(value: unknown): ScrapedRecord | undefined {
  if (typeof value !== "object" || value === null) return undefined
  const fields = value as Readonly<Record<string, unknown>>
  const { kind, url, source, title, text, language } = fields
  if (kind !== "page" && kind !== "feed_item") return undefined
  if (typeof url !== "string" || canonicalUrl(url) !== url) return undefined
  if (typeof source !== "string" || source !== (kind === "page" ? hostOf(url) : canonicalUrl(source)))
    return undefined
  if (typeof title !== "string" || title.length > titleUnitsMax) return undefined
  if (typeof text !== "string" || text.length > textUnitsMax) return undefined
  if (language !== null && (typeof language !== "string" || language.length > 40)) return undefined
  const [published_at, last_modified, fetched_at] = [
    fields["published_at"],
    fields["last_modified"],
    fields["fetched_at"],
  ]
  if (!isTimeOrNull(published_at) || !isTimeOrNull(last_modified) || !isTime(fetched_at)) return undefined
  const made = makeRecord({
    kind,
    url,
    source,
    title,
    text,
    language,
    published_at,
    last_modified,
    fetched_at,
  })
  const follows = (["bytes", "content_hash", "simhash"] as const).every((name) => made[name] === fields[name])
  return follows ? made : undefined
}

const isTime = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const isTimeOrNull = (value: unknown): value is number | null => value === null || isTime(value)
