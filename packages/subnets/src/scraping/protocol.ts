/** The wire between validators, gateways and scraping miners. */
import { canonicalUrl } from "./net/canonicalUrl.ts"
import type { FetchErrorCode } from "./net/fetchError.ts"
import type { ScrapedRecord } from "./record.ts"

/** On axons and gateways alike. */
export const jobsPath = "/v1/scraping/jobs"
/** On axons only. */
export const manifestPath = "/v1/scraping/manifest"
export const recordsPath = "/v1/scraping/records"
export const modelName = "taonet-scraping"

export type ScrapingJob =
  | { readonly kind: "pages"; readonly urls: readonly string[] }
  | { readonly kind: "feed"; readonly url: string; readonly limit: number }
  | {
      /** Searches what the miner has. */
      readonly kind: "query"
      readonly query: string
      /** Hosts (with the port where it is not the scheme's); undefined takes all. */
      readonly sources: readonly string[] | undefined
      readonly limit: number
    }

export interface JobFailure {
  readonly url: string
  readonly code: FetchErrorCode
  readonly message: string
  /** What the site said, where the code is HttpStatus. */
  readonly status?: number
}

export interface JobResult {
  readonly object: "scraping.result"
  readonly model: string
  /** Each content once. */
  readonly records: readonly ScrapedRecord[]
  /** Of the URLs asked for that gave no record. */
  readonly failures: readonly JobFailure[]
}

/** What a validator drew from a manifest. */
export interface RecordsRequest {
  readonly root: string
  readonly urls: readonly string[]
}

export const jobBounds = { urls: 16, limit: 50, limitDefault: 10, queryUnits: 200, sources: 16 } as const

/** A request that is refused, in OpenAI's terms. */
export class ScrapingRequestError extends Error {
  readonly code: string
  readonly param: string | null
  constructor(message: string, param: string | null = null, code = "invalid_value") {
    super(message)
    this.name = "ScrapingRequestError"
    this.code = code
    this.param = param
  }
}

type Fields = Readonly<Record<string, unknown>>

/** Throws ScrapingRequestError. Unknown fields are ignored. */
export function parseJob(body: Uint8Array | string): ScrapingJob {
  const fields = parseObject(body)
  switch (fields["kind"]) {
    case "pages":
      return { kind: "pages", urls: urlsOf(fields["urls"]) }
    case "feed":
      return { kind: "feed", url: urlOf(fields["url"], "url"), limit: limitOf(fields) }
    case "query":
      return { kind: "query", query: queryOf(fields), sources: sourcesOf(fields), limit: limitOf(fields) }
    default:
      throw new ScrapingRequestError("kind must be pages, feed or query", "kind")
  }
}

/** Throws ScrapingRequestError. */
export function parseRecordsRequest(body: Uint8Array): RecordsRequest {
  const fields = parseObject(body)
  const { root } = fields
  if (typeof root !== "string" || !/^[0-9a-f]{64}$/.test(root))
    throw new ScrapingRequestError("root must be 64 hex digits", "root")
  return { root, urls: urlsOf(fields["urls"]) }
}

function parseObject(body: Uint8Array | string): Fields {
  try {
    const value: unknown = JSON.parse(typeof body === "string" ? body : Buffer.from(body).toString("utf8"))
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields
  } catch {
    // Said below.
  }
  throw new ScrapingRequestError("the body is not a JSON object", null, "invalid_json")
}

function urlsOf(value: unknown): string[] {
  const isList = Array.isArray(value) && value.length > 0 && value.length <= jobBounds.urls
  if (!isList) throw new ScrapingRequestError(`urls must be 1 to ${jobBounds.urls} web addresses`, "urls")
  return [...new Set(value.map((url, at) => urlOf(url, `urls[${at}]`)))]
}

function urlOf(value: unknown, param: string): string {
  const url = typeof value === "string" ? canonicalUrl(value) : undefined
  if (url === undefined) throw new ScrapingRequestError(`${param} must be an http or https address`, param)
  return url
}

function limitOf(fields: Fields): number {
  const limit = fields["limit"] ?? jobBounds.limitDefault
  if (Number.isInteger(limit) && (limit as number) >= 1 && (limit as number) <= jobBounds.limit)
    return limit as number
  throw new ScrapingRequestError(`limit must be 1 to ${jobBounds.limit}`, "limit")
}

function queryOf({ query }: Fields): string {
  if (typeof query === "string" && query.trim() !== "" && query.length <= jobBounds.queryUnits) return query
  throw new ScrapingRequestError(`query must be 1 to ${jobBounds.queryUnits} characters`, "query")
}

function sourcesOf({ sources }: Fields): string[] | undefined {
  if (sources === undefined || sources === null) return undefined
  const isList = Array.isArray(sources) && sources.length > 0 && sources.length <= jobBounds.sources
  if (isList && sources.every((host) => typeof host === "string" && host.length <= 255)) return sources
  throw new ScrapingRequestError(`sources must be 1 to ${jobBounds.sources} hosts`, "sources")
}
