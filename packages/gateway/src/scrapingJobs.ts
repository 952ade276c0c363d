import { createHash } from "node:crypto"
import { MinerFailure } from "./errors.ts"
import {
  type ExchangeContext,
  exchange,
  minerHeaders,
  servedBy,
  type Tally,
  wholeAnswer,
  withModel,
} from "./exchange.ts"
import { isObject, type Json, type JsonObject, parseJson } from "./json.ts"
import { sendJson } from "./reply.ts"
import { parseScrapingJob, type ScrapingJobRequest } from "./scrapingJobsRequest.ts"

export const scrapingJobsPath = "/v1/scraping/jobs"

/** `POST /v1/scraping/jobs`: the records come with the answer. Throws what the client should get. */
export const scrapingJobs = (context: ExchangeContext): Promise<void> =>
  exchange(context, {
    kind: "scraping",
    parse: (body) => withModel(context, "scraping", parseScrapingJob(body), "No model here scrapes."),
    answer: (request, tally) => answer(context, request, tally),
  })

async function answer(
  context: ExchangeContext,
  request: ScrapingJobRequest & { readonly model: string },
  tally: Tally,
): Promise<void> {
  const { model, minerBody: body } = request
  const { route, value } = await wholeAnswer(
    context,
    { model, path: scrapingJobsPath, body },
    tally,
    (bytes) => parseResult(bytes, request),
  )
  const created = Math.floor(tally.at / 1000)
  const taonet = servedBy(context.netuid, route)
  sendJson(
    context.response,
    200,
    { object: "scraping.result", created, model, ...value, taonet },
    minerHeaders(context.netuid, route),
  )
}

interface Result {
  readonly records: readonly JsonObject[]
  readonly failures: readonly JsonObject[]
}

/** A miner's records: as many as may come, each hashed as its content says. Whether the content is true only the site knows. Throws MinerFailure. */
function parseResult(bytes: Uint8Array, { recordsMax, urlsMax }: ScrapingJobRequest): Result {
  const answer = parseJson(bytes)
  const { records, failures } = isObject(answer) ? answer : {}
  if (!Array.isArray(records) || records.length > recordsMax || !records.every(isRecord))
    throw new MinerFailure("broken", "the answer does not hold records of the kind that was asked for")
  if (!Array.isArray(failures) || failures.length > urlsMax || !failures.every(isFailure))
    throw new MinerFailure("broken", "the answer does not say what failed")
  return { records, failures }
}

function isRecord(value: Json): value is JsonObject {
  if (!isObject(value)) return false
  const { url, title, text, content_hash } = value
  if (typeof url !== "string" || typeof title !== "string" || typeof text !== "string") return false
  return content_hash === createHash("sha256").update(`${title}\n${text}`).digest("hex")
}

const isFailure = (value: Json): value is JsonObject =>
  isObject(value) && typeof value["url"] === "string" && typeof value["code"] === "string"
