import type { Json, JsonObject } from "./json.ts"
import { encodeBody, invalid, missing, parseBody } from "./requestFields.ts"

/** A scraping job that passed the checks, and the canonical bytes that miners get. */
export interface ScrapingJobRequest {
  /** Undefined when the client names none. */
  readonly model: string | undefined
  /** Records that the answer may hold. */
  readonly recordsMax: number
  readonly urlsMax: number
  readonly minerBody: Uint8Array
}

const urlsMax = 16
const sourcesMax = 16
const limitMax = 50
const limitDefault = 10
const queryMax = 200
const urlMax = 2_048

/** Parses the body of `POST /v1/scraping/jobs`. Throws `invalid_json`, `missing_required_parameter`, `invalid_value`. */
export function parseScrapingJob(bytes: Uint8Array): ScrapingJobRequest {
  const body = parseBody(bytes)
  const model = checkModel(body["model"])
  switch (body["kind"]) {
    case "pages": {
      const urls = checkUrls(body["urls"])
      return request(model, { kind: "pages", urls }, urls.length, urls.length)
    }
    case "feed": {
      const limit = checkLimit(body["limit"])
      return request(model, { kind: "feed", url: checkUrl(body["url"], "url"), limit }, limit, 1)
    }
    case "query": {
      const limit = checkLimit(body["limit"])
      const sources = checkSources(body["sources"])
      const query = checkQuery(body["query"])
      const job = { kind: "query", query, limit, ...(sources === undefined ? {} : { sources }) }
      return request(model, job, limit, 0)
    }
    case undefined:
      throw missing("kind", "say pages, feed or query")
    default:
      throw invalid("kind", "must be pages, feed or query")
  }
}

const request = (
  model: string | undefined,
  job: JsonObject,
  recordsMax: number,
  urls: number,
): ScrapingJobRequest => ({ model, recordsMax, urlsMax: urls, minerBody: encodeBody(job) })

function checkModel(value: Json | undefined): string | undefined {
  if (value === undefined || value === null || value === "") return undefined
  if (typeof value === "string" && value.length <= 256) return value
  throw invalid("model", "must be a string of at most 256 characters")
}

function checkUrls(value: Json | undefined): string[] {
  if (value === undefined || value === null) throw missing("urls", "name the pages")
  if (!Array.isArray(value) || value.length === 0 || value.length > urlsMax)
    throw invalid("urls", `must be 1 to ${urlsMax} web addresses`)
  return value.map((url, at) => checkUrl(url, `urls[${at}]`))
}

/** Where it leads is the miner's to look at: it alone connects there. */
function checkUrl(value: Json | undefined, param: string): string {
  if (value === undefined || value === null) throw missing(param, "name an address")
  const isUrl = typeof value === "string" && value.length <= urlMax && /^https?:\/\//i.test(value)
  if (!isUrl || !URL.canParse(value)) throw invalid(param, "must be an http or https address")
  return value
}

function checkLimit(value: Json | undefined): number {
  if (value === undefined || value === null) return limitDefault
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= limitMax) return value
  throw invalid("limit", `must be an integer from 1 to ${limitMax}`)
}

function checkQuery(value: Json | undefined): string {
  if (value === undefined || value === null) throw missing("query", "say what is looked for")
  if (typeof value === "string" && value.trim() !== "" && value.length <= queryMax) return value
  throw invalid("query", `must be a text of at most ${queryMax} characters`)
}

function checkSources(value: Json | undefined): string[] | undefined {
  if (value === undefined || value === null) return undefined
  const isList = Array.isArray(value) && value.length > 0 && value.length <= sourcesMax
  if (isList && value.every((host) => typeof host === "string" && host.length <= 255))
    return value.map(String)
  throw invalid("sources", `must be 1 to ${sourcesMax} hosts`)
}
