import type { IncomingMessage, ServerResponse } from "node:http"
import { untilAborted } from "./abort.ts"
import type { Admission } from "./admission.ts"
import { type Attempt, askPlain, askStream } from "./attempt.ts"
import type { AnswerIdentity, Chunk } from "./chatAnswer.ts"
import { type ChatRequest, parseChatRequest } from "./chatRequest.ts"
import { ClientGone, errorBody, GatewayError, MinerFailure, toGatewayError } from "./errors.ts"
import type { GatewayLimits } from "./options.ts"
import type { BodyReader } from "./readBody.ts"
import { sendJson } from "./reply.ts"
import type { MinerPick, Router } from "./router.ts"
import { sseData, sseDone } from "./sse.ts"
import type { GatewayDeps, MinerRoute, QueryRecord } from "./types.ts"

/** What one completion works with. */
export interface ChatContext {
  readonly requestId: string
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Aborts with `ClientGone`, or with the error that the client should get. */
  readonly signal: AbortSignal
  readonly netuid: number
  readonly limits: GatewayLimits
  readonly deps: GatewayDeps
  readonly router: Router
  readonly admission: Admission
  readonly bodies: BodyReader
  readonly modelExists: (model: string) => boolean
}

/** What becomes the `QueryRecord`, filled in on the way. */
interface Tally {
  readonly at: number
  attempts: number
  model: string
  stream: boolean
  miner: MinerRoute | null
  firstByteMs: number | null
  promptTokens: number | null
  completionTokens: number | null
}

/** Two miners that refuse a request independently are believed; one may be wrong. */
const refusalsBelieved = 2

/** `POST /v1/chat/completions`. Throws what the client should get when no byte has been sent yet. */
export async function chatCompletions(context: ChatContext): Promise<void> {
  const at = context.deps.now()
  const tally: Tally = {
    at,
    attempts: 0,
    model: "",
    stream: false,
    miner: null,
    firstByteMs: null,
    promptTokens: null,
    completionTokens: null,
  }
  try {
    const request = parseChatRequest(await context.bodies.read(context.request))
    tally.model = request.model
    tally.stream = request.stream
    if (!context.modelExists(request.model)) throw unknownModel(request.model)
    const release = await context.admission.enter(context.signal)
    try {
      if (request.stream) await streamAnswer(context, request, tally)
      else await plainAnswer(context, request, tally)
    } finally {
      release()
    }
    record(context, tally, null)
  } catch (error) {
    record(context, tally, error)
    throw error
  }
}

export function unknownModel(model: string): GatewayError {
  return new GatewayError("model_not_found", `The model '${model.slice(0, 128)}' does not exist here.`, {
    param: "model",
  })
}

async function plainAnswer(context: ChatContext, request: ChatRequest, tally: Tally): Promise<void> {
  const { pick, value } = await overMiners(context, request, tally, askPlain)
  pick.succeeded(context.deps.now() - tally.at)
  noteFirstByte(context, tally, pick)
  tally.promptTokens = value.usage?.promptTokens ?? null
  tally.completionTokens = value.usage?.completionTokens ?? null
  sendJson(context.response, 200, value.object, minerHeaders(context.netuid, pick.route))
}

async function streamAnswer(context: ChatContext, request: ChatRequest, tally: Tally): Promise<void> {
  const { pick, value } = await overMiners(context, request, tally, openStream)
  const { response, signal, limits } = context
  noteFirstByte(context, tally, pick)
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    "x-accel-buffering": "no",
    ...minerHeaders(context.netuid, pick.route),
  })
  try {
    let batch: Chunk[] | undefined = value.first
    while (batch) {
      countTokens(batch, tally)
      const text = batch.map((chunk) => (isForClient(chunk, request) ? sseData(chunk.object) : "")).join("")
      if (text !== "") await write(response, text, signal, limits.idleTimeoutMs)
      batch = (await value.rest.next()).value
    }
    pick.succeeded(context.deps.now() - tally.at)
    response.end(sseDone)
  } catch (error) {
    // Ends the exchange with the miner when it was the client that failed.
    value.rest.return(undefined).catch(() => {})
    if (error instanceof MinerFailure) fail(context, pick, error)
    pick.released()
    if (error instanceof ClientGone) throw error
    const shown = error instanceof MinerFailure ? midStream(error) : toGatewayError(error)
    response.end(sseData(errorBody(shown)))
    throw shown
  }
}

/** Opens a stream up to its first substantial batch: until then another miner can take over. */
async function openStream(
  attempt: Attempt,
): Promise<{ first: Chunk[]; rest: AsyncGenerator<Chunk[], undefined, undefined> }> {
  const rest = askStream(attempt)
  const first = await rest.next()
  if (first.done) throw new MinerFailure("broken", "the stream has no content")
  return { first: first.value, rest }
}

/** Asks miner after miner until one answers. Throws the error that sums up why none did. */
async function overMiners<T>(
  context: ChatContext,
  request: ChatRequest,
  tally: Tally,
  ask: (attempt: Attempt) => Promise<T>,
): Promise<{ pick: MinerPick; value: T }> {
  const { deps, limits, router, signal } = context
  const tried = new Set<string>()
  const failures: MinerFailure[] = []
  while (tally.attempts < limits.attemptsMax) {
    const pick = router.pick(request.model, tried)
    if (!pick) break
    tally.attempts += 1
    const identity = identityOf(context, request, tally, pick.route)
    try {
      return {
        pick,
        value: await ask({ route: pick.route, request, identity, query: deps.query, limits, signal }),
      }
    } catch (error) {
      if (!(error instanceof MinerFailure)) {
        pick.released()
        throw error
      }
      fail(context, pick, error)
      failures.push(error)
      if (countKind(failures, "refused") >= refusalsBelieved) break
    }
  }
  throw verdict(failures)
}

function verdict(failures: readonly MinerFailure[]): GatewayError {
  const refusal = failures.find((failure) => failure.kind === "refused")
  const refusals = countKind(failures, "refused")
  if (failures.length === 0) {
    return new GatewayError("no_miner", "No miner serves this model at the moment.", { retryAfterSeconds: 2 })
  }
  if (refusal && (refusals >= refusalsBelieved || refusals === failures.length)) {
    const { refusalCode } = refusal
    return new GatewayError("miner_refused", refusal.message, refusalCode ? { shownCode: refusalCode } : {})
  }
  if (countKind(failures, "busy") === failures.length) {
    const retryAfterSeconds = Math.min(...failures.map((failure) => failure.retryAfterSeconds))
    return new GatewayError("miners_busy", "Every miner that was asked is busy.", { retryAfterSeconds })
  }
  const kinds = failures.map((failure) => failure.kind).join(", ")
  if (countKind(failures, "timeout") === failures.length) {
    return new GatewayError("miner_timeout", `No miner answered in time (${failures.length} asked).`)
  }
  return new GatewayError("miners_failed", `No miner gave a usable answer (${kinds}).`)
}

function midStream(failure: MinerFailure): GatewayError {
  return failure.kind === "timeout"
    ? new GatewayError("miner_timeout", "The miner fell silent in the middle of its answer.")
    : new GatewayError("miners_failed", `The miner failed in the middle of its answer (${failure.kind}).`)
}

function fail(context: ChatContext, pick: MinerPick, failure: MinerFailure): void {
  pick.failed(failure)
  const { uid, hotkey } = pick.route
  const { requestId: id, deps } = context
  deps.log({ event: "miner_failure", id, uid, hotkey, kind: failure.kind, detail: failure.message })
}

async function write(
  response: ServerResponse,
  text: string,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<void> {
  if (signal.aborted) throw signal.reason
  if (response.write(text)) return
  let timer: NodeJS.Timeout | undefined
  let onDrain = () => {}
  const drained = new Promise<void>((resolve, reject) => {
    timer = setTimeout(() => {
      response.destroy()
      reject(new ClientGone())
    }, timeoutMs)
    onDrain = resolve
    response.once("drain", onDrain)
  })
  try {
    await untilAborted(drained, signal)
  } finally {
    clearTimeout(timer)
    response.off("drain", onDrain)
  }
}

function isForClient(chunk: Chunk, request: ChatRequest): boolean {
  const { choices } = chunk.object
  const empty = Array.isArray(choices) && choices.length === 0
  return !empty || (request.includeUsage && chunk.usage !== null)
}

function countTokens(batch: readonly Chunk[], tally: Tally): void {
  for (const chunk of batch) {
    if (chunk.usage) {
      tally.promptTokens = chunk.usage.promptTokens
      tally.completionTokens = chunk.usage.completionTokens
    } else if (tally.promptTokens === null) {
      tally.completionTokens = (tally.completionTokens ?? 0) + chunk.pieces
    }
  }
}

function noteFirstByte(context: ChatContext, tally: Tally, pick: MinerPick): void {
  tally.miner = pick.route
  tally.firstByteMs = context.deps.now() - tally.at
}

function identityOf(
  context: ChatContext,
  request: ChatRequest,
  tally: Tally,
  route: MinerRoute,
): AnswerIdentity {
  return {
    id: `chatcmpl-${context.requestId.slice("req_".length)}`,
    created: Math.floor(tally.at / 1000),
    model: request.model,
    taonet: { netuid: context.netuid, uid: route.uid, hotkey: route.hotkey },
  }
}

function minerHeaders(netuid: number, route: MinerRoute): Record<string, string> {
  return {
    "x-taonet-netuid": String(netuid),
    "x-taonet-miner-uid": String(route.uid),
    // An address from the chain is ASCII; a route from elsewhere must not be able to break the header.
    "x-taonet-miner-hotkey": route.hotkey.replace(/[^\x21-\x7e]/g, "?"),
  }
}

function record(context: ChatContext, tally: Tally, error: unknown): void {
  const { deps, requestId } = context
  const failed = error === null ? null : error instanceof ClientGone ? error : toGatewayError(error)
  const entry: QueryRecord = {
    id: requestId,
    at: tally.at,
    model: tally.model,
    stream: tally.stream,
    status: failed === null ? 200 : failed instanceof ClientGone ? 499 : failed.status,
    code: failed === null ? null : failed instanceof ClientGone ? "client_gone" : failed.code,
    minerUid: tally.miner?.uid ?? null,
    minerHotkey: tally.miner?.hotkey ?? null,
    attempts: tally.attempts,
    latencyMs: deps.now() - tally.at,
    firstByteMs: tally.firstByteMs,
    promptTokens: tally.promptTokens,
    completionTokens: tally.completionTokens,
  }
  const detail = failed === null || error instanceof GatewayError ? {} : { detail: String(error) }
  deps.log({ event: "query", ...entry, ...detail })
  deps.onQuery?.(entry)
}

function countKind(failures: readonly MinerFailure[], kind: MinerFailure["kind"]): number {
  return failures.filter((failure) => failure.kind === kind).length
}
