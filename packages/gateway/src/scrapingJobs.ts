import { createHash } from "node:crypto"
import { askBytes } from "./attempt.ts"
import { GatewayError, MinerFailure } from "./errors.ts"
import {
  checkKind,
  type ExchangeContext,
  minerHeaders,
  newTally,
  noteFirstByte,
  overMiners,
  record,
  type Tally,
} from "./exchange.ts"
import { isObject, type Json, type JsonObject, parseJson } from "./json.ts"
import type { ModelList } from "./models.ts"
import { sendJson } from "./reply.ts"
import { parseScrapingJob, type ScrapingJobRequest } from "./scrapingJobsRequest.ts"
import type { MinerRoute } from "./types.ts"

export interface ScrapingContext extends ExchangeContext {
  readonly models: Pick<ModelList, "kindOf" | "usual">
}

export const scrapingJobsPath = "/v1/scraping/jobs"

/** `POST /v1/scraping/jobs`: the records come with the answer. Throws what the client should get. */
export async function scrapingJobs(context: ScrapingContext): Promise<void> {
  const tally = newTally(context.deps.now())
  try {
    const request = parseScrapingJob(await context.bodies.read(context.request))
    const model = request.model ?? context.models.usual("scraping")
    if (model === undefined)
      throw new GatewayError("model_not_found", "No model here scrapes.", { param: "model" })
    tally.model = model
    checkKind(context, model, "scraping")
    const release = await context.admission.enter(context.signal)
    try {
      await answer(context, request, model, tally)
    } finally {
      release()
    }
    record(context, tally, null)
  } catch (error) {
    record(context, tally, error)
    throw error
  }
}

async function answer(
  context: ScrapingContext,
  request: ScrapingJobRequest,
  model: string,
  tally: Tally,
): Promise<void> {
  const { deps, limits, signal, netuid } = context
  const ask = async (route: MinerRoute): Promise<Result> => {
    const question = {
      route,
      path: scrapingJobsPath,
      body: request.minerBody,
      query: deps.query,
      limits,
      signal,
    }
    return parseResult(await askBytes(question), request)
  }
  const { pick, value } = await overMiners(context, model, tally, ask)
  pick.succeeded(deps.now() - tally.at)
  noteFirstByte(context, tally, pick)
  const { route } = pick
  const taonet = { netuid: route.netuid ?? netuid, uid: route.uid, hotkey: route.hotkey }
  const created = Math.floor(tally.at / 1000)
  sendJson(
    context.response,
    200,
    { object: "scraping.result", created, model, ...value, taonet },
    minerHeaders(netuid, route),
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
