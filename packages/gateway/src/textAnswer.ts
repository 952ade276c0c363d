import type { ServerResponse } from "node:http"
import { untilAborted } from "./abort.ts"
import { type Attempt, askPlain, askStream } from "./attempt.ts"
import type { AnswerIdentity, Chunk } from "./chatAnswer.ts"
import { ClientGone, errorBody, GatewayError, MinerFailure, toGatewayError } from "./errors.ts"
import {
  type ExchangeContext,
  exchange,
  fail,
  minerHeaders,
  noteFirstByte,
  overMiners,
  type Tally,
} from "./exchange.ts"
import { sendJson } from "./reply.ts"
import { sseData, sseDone } from "./sse.ts"
import type { TextForm, TextRequest } from "./textForms.ts"
import type { MinerRoute } from "./types.ts"

/** What answers with text: chats and completions. */
export interface TextContext extends ExchangeContext {
  readonly form: TextForm
}

/** Throws what the client should get when no byte has been sent yet. */
export const textAnswer = (context: TextContext): Promise<void> =>
  exchange(context, {
    kind: "chat",
    parse: (body) => context.form.parseRequest(body),
    answer: (request, tally) =>
      request.stream ? streamAnswer(context, request, tally) : plainAnswer(context, request, tally),
  })

async function plainAnswer(context: TextContext, request: TextRequest, tally: Tally): Promise<void> {
  const { pick, value } = await overMiners(context, request.model, tally, (route) =>
    askPlain(attemptOf(context, request, tally, route)),
  )
  pick.succeeded(context.deps.now() - tally.at)
  noteFirstByte(context, tally, pick)
  tally.promptTokens = value.usage?.promptTokens ?? null
  tally.completionTokens = value.usage?.completionTokens ?? null
  sendJson(context.response, 200, value.object, minerHeaders(context.netuid, pick.route))
}

async function streamAnswer(context: TextContext, request: TextRequest, tally: Tally): Promise<void> {
  const { pick, value } = await overMiners(context, request.model, tally, (route) =>
    openStream(attemptOf(context, request, tally, route)),
  )
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

function midStream(failure: MinerFailure): GatewayError {
  return failure.kind === "timeout"
    ? new GatewayError("miner_timeout", "The miner fell silent in the middle of its answer.")
    : new GatewayError("miners_failed", `The miner failed in the middle of its answer (${failure.kind}).`)
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

function isForClient(chunk: Chunk, request: TextRequest): boolean {
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

function attemptOf(context: TextContext, request: TextRequest, tally: Tally, route: MinerRoute): Attempt {
  const { deps, limits, signal, form, evidence } = context
  const identity = identityOf(context, request, tally, route)
  return { route, form, request, identity, query: deps.query, limits, keepEvidence: evidence.keep, signal }
}

function identityOf(
  context: TextContext,
  request: TextRequest,
  tally: Tally,
  route: MinerRoute,
): AnswerIdentity {
  return {
    id: `${context.form.idPrefix}-${context.requestId.slice("req_".length)}`,
    created: Math.floor(tally.at / 1000),
    model: request.model,
    taonet: { netuid: route.netuid ?? context.netuid, uid: route.uid, hotkey: route.hotkey },
  }
}
