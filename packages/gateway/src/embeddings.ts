import { parseUsage, type Usage } from "./chatAnswer.ts"
import { type EmbeddingsRequest, parseEmbeddingsRequest } from "./embeddingsRequest.ts"
import { MinerFailure } from "./errors.ts"
import {
  type ExchangeContext,
  exchange,
  minerHeaders,
  servedBy,
  type Tally,
  wholeAnswer,
} from "./exchange.ts"
import { isObject, type Json, parseJson } from "./json.ts"
import { sendJson } from "./reply.ts"

const path = "/v1/embeddings"
const dimensionsMax = 8_192

/** `POST /v1/embeddings`. Throws what the client should get. */
export const embeddings = (context: ExchangeContext): Promise<void> =>
  exchange(context, {
    kind: "embeddings",
    parse: parseEmbeddingsRequest,
    answer: (request, tally) => answer(context, request, tally),
  })

async function answer(context: ExchangeContext, request: EmbeddingsRequest, tally: Tally): Promise<void> {
  const question = { model: request.model, path, body: request.minerBody }
  const { route, value } = await wholeAnswer(context, question, tally, (bytes) =>
    parseVectors(bytes, request),
  )
  tally.promptTokens = value.usage?.promptTokens ?? null
  const data = value.vectors.map((vector, index) => ({
    object: "embedding",
    index,
    embedding: request.format === "base64" ? vector.toString("base64") : [...floatsOf(vector)],
  }))
  const tokens = value.usage?.promptTokens ?? 0
  const usage = { prompt_tokens: tokens, total_tokens: tokens }
  const taonet = servedBy(context.netuid, route)
  sendJson(
    context.response,
    200,
    { object: "list", data, model: request.model, usage, taonet },
    minerHeaders(context.netuid, route),
  )
}

interface Vectors {
  /** Little-endian f32, in the order of the inputs. */
  readonly vectors: readonly Buffer[]
  readonly usage: Usage | null
}

/** A miner's vectors, trusting none of it: one for each input, all of one length, all numbers. Throws MinerFailure. */
function parseVectors(bytes: Uint8Array, { inputs }: EmbeddingsRequest): Vectors {
  const answer = parseJson(bytes)
  const data = isObject(answer) ? answer["data"] : undefined
  if (!isObject(answer) || !Array.isArray(data) || data.length !== inputs.length)
    throw broken("the answer does not hold a vector for each input")
  const vectors: Buffer[] = []
  for (const entry of data) {
    const index = isObject(entry) ? entry["index"] : undefined
    if (typeof index !== "number" || !(index in inputs) || vectors[index] !== undefined)
      throw broken("a vector has a wrong index")
    vectors[index] = vectorOf(isObject(entry) ? entry["embedding"] : undefined)
  }
  if (vectors.some(({ length }) => length !== vectors[0]?.length)) throw broken("vectors differ in length")
  return { vectors, usage: usageOf(answer["usage"]) }
}

/** Base64 was asked for; servers that know floats only are understood too. */
function vectorOf(value: Json | undefined): Buffer {
  const bytes = Array.isArray(value)
    ? Buffer.from(Float32Array.from(value, (each) => (typeof each === "number" ? each : Number.NaN)).buffer)
    : Buffer.from(typeof value === "string" ? value : "", "base64")
  if (bytes.length === 0 || bytes.length % 4 !== 0 || bytes.length > 4 * dimensionsMax)
    throw broken("a vector is empty, too long or no vector")
  for (const each of floatsOf(bytes)) if (!Number.isFinite(each)) throw broken("a vector holds no number")
  return bytes
}

function* floatsOf(bytes: Buffer): Generator<number> {
  for (let at = 0; at < bytes.length; at += 4) yield bytes.readFloatLE(at)
}

/** Embeddings complete nothing, so servers leave that count out. */
function usageOf(usage: Json | undefined): Usage | null {
  return isObject(usage) ? parseUsage({ completion_tokens: 0, ...usage }) : null
}

function broken(why: string): MinerFailure {
  return new MinerFailure("broken", why)
}
