/** What all routes that ask miners have in common: which one is asked, what is told of it, and what is noted. */
import type { IncomingMessage, ServerResponse } from "node:http"
import type { Admission } from "./admission.ts"
import { askBytes } from "./attempt.ts"
import { ClientGone, GatewayError, MinerFailure, toGatewayError } from "./errors.ts"
import type { EvidenceTicket } from "./evidenceStore.ts"
import type { ModelList } from "./models.ts"
import type { GatewayLimits } from "./options.ts"
import type { BodyReader } from "./readBody.ts"
import type { MinerPick, Router } from "./router.ts"
import type { GatewayDeps, MinerRoute, ModelKind, QueryRecord } from "./types.ts"

/** What the answer to one request works with. */
export interface ExchangeContext {
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
  readonly models: Pick<ModelList, "kindOf" | "usual">
  readonly evidence: EvidenceTicket
}

/** What becomes the `QueryRecord`, filled in on the way. */
export interface Tally {
  readonly at: number
  attempts: number
  model: string
  stream: boolean
  miner: MinerRoute | null
  firstByteMs: number | null
  promptTokens: number | null
  completionTokens: number | null
}

const newTally = (at: number): Tally => ({
  ...{ at, attempts: 0, model: "", stream: false, miner: null, firstByteMs: null },
  ...{ promptTokens: null, completionTokens: null },
})

/** How one route reads a request and answers it. */
export interface Exchange<R> {
  readonly kind: ModelKind
  /** Of the request's body. Throws what the client should get. */
  parse(body: Uint8Array): R
  answer(request: R, tally: Tally): Promise<void>
}

/** The request's model, or the usual one of the kind. Throws GatewayError model_not_found with `missing` where there is none. */
export function withModel<R extends { readonly model: string | undefined }>(
  { models }: ExchangeContext,
  kind: ModelKind,
  request: R,
  missing: string,
): R & { readonly model: string } {
  const model = request.model ?? models.usual(kind)
  if (model === undefined) throw new GatewayError("model_not_found", missing, { param: "model" })
  return { ...request, model }
}

/** Runs one: the model is checked, the request waits to be admitted, and a record is made whichever way it ends. */
export async function exchange<R extends { readonly model: string; readonly stream?: boolean }>(
  context: ExchangeContext,
  { kind, parse, answer }: Exchange<R>,
): Promise<void> {
  const tally = newTally(context.deps.now())
  try {
    const request = parse(await context.bodies.read(context.request))
    tally.model = request.model
    tally.stream = request.stream ?? false
    checkKind(context, request.model, kind)
    const release = await context.admission.enter(context.signal)
    try {
      await answer(request, tally)
    } finally {
      release()
    }
    record(context, tally, null)
  } catch (error) {
    record(context, tally, error)
    throw error
  }
}

/** A question that is answered as a whole. */
export interface WholeQuestion {
  readonly model: string
  /** Path at the miner. */
  readonly path: string
  readonly body: Uint8Array
}

/** The first answer that `parse` takes, and whose it is. */
export async function wholeAnswer<T>(
  context: ExchangeContext,
  { model, path, body }: WholeQuestion,
  tally: Tally,
  parse: (bytes: Uint8Array) => T,
): Promise<{ readonly route: MinerRoute; readonly value: T }> {
  const { deps, limits, signal, evidence } = context
  const { query } = deps
  const ask = async (route: MinerRoute): Promise<T> =>
    parse(await askBytes({ route, path, body, query, limits, keepEvidence: evidence.keep, signal }))
  const { pick, value } = await overMiners(context, model, tally, ask)
  pick.succeeded(deps.now() - tally.at)
  noteFirstByte(context, tally, pick)
  return { route: pick.route, value }
}

/** Two miners that refuse a request independently are believed; one may be wrong. */
const refusalsBelieved = 2

const placeOf: Readonly<Record<ModelKind, string>> = {
  chat: "/v1/chat/completions",
  images: "/v1/images/generations",
  embeddings: "/v1/embeddings",
  scraping: "/v1/scraping/jobs",
}

/** Throws `model_not_found` for a model that is not here, and for one that makes something else. */
function checkKind({ models }: ExchangeContext, model: string, wanted: ModelKind): void {
  const kind = models.kindOf(model)
  if (kind === undefined) throw unknownModel(model)
  if (kind === "any" || kind === wanted) return
  const message = `The model '${model.slice(0, 128)}' is asked at ${placeOf[kind]}.`
  throw new GatewayError("model_not_found", message, { param: "model" })
}

export function unknownModel(model: string): GatewayError {
  return new GatewayError("model_not_found", `The model '${model.slice(0, 128)}' does not exist here.`, {
    param: "model",
  })
}

/** Asks miner after miner until one answers. Throws the error that sums up why none did. */
export async function overMiners<T>(
  context: ExchangeContext,
  model: string,
  tally: Tally,
  ask: (route: MinerRoute) => Promise<T>,
): Promise<{ pick: MinerPick; value: T }> {
  const { limits, router } = context
  const tried = new Set<string>()
  const failures: MinerFailure[] = []
  while (tally.attempts < limits.attemptsMax) {
    const pick = router.pick(model, tried)
    if (!pick) break
    tally.attempts += 1
    try {
      return { pick, value: await ask(pick.route) }
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
  if (countKind(failures, "lacking") === failures.length)
    return new GatewayError("no_miner", "No miner that was asked has this model.", { retryAfterSeconds: 2 })
  const kinds = failures.map((failure) => failure.kind).join(", ")
  if (countKind(failures, "timeout") === failures.length) {
    return new GatewayError("miner_timeout", `No miner answered in time (${failures.length} asked).`)
  }
  return new GatewayError("miners_failed", `No miner gave a usable answer (${kinds}).`)
}

export function fail(context: ExchangeContext, pick: MinerPick, failure: MinerFailure): void {
  pick.failed(failure)
  const { uid, hotkey } = pick.route
  const { requestId: id, deps } = context
  deps.log({ event: "miner_failure", id, uid, hotkey, kind: failure.kind, detail: failure.message })
}

export function noteFirstByte(context: ExchangeContext, tally: Tally, pick: MinerPick): void {
  context.response.setHeader("x-taonet-evidence", context.evidence.path)
  tally.miner = pick.route
  tally.firstByteMs = context.deps.now() - tally.at
}

/** Who answered, in the answer itself. */
export const servedBy = (netuid: number, route: MinerRoute) => ({
  netuid: route.netuid ?? netuid,
  uid: route.uid,
  hotkey: route.hotkey,
})

export function minerHeaders(netuid: number, route: MinerRoute): Record<string, string> {
  return {
    "x-taonet-netuid": String(route.netuid ?? netuid),
    "x-taonet-miner-uid": String(route.uid),
    // An address from the chain is ASCII; a route from elsewhere must not be able to break the header.
    "x-taonet-miner-hotkey": route.hotkey.replace(/[^\x21-\x7e]/g, "?"),
  }
}

function record(context: ExchangeContext, tally: Tally, error: unknown): void {
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
