import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { AuthError } from "../btauth/errors.ts"
import { createReplayStore, type ReplayStore } from "../btauth/replayStore.ts"
import { type Caller, proveClaim, readClaim, type VerifyOptions } from "../btauth/verifyRequest.ts"
import { type Clock, systemClock } from "../clock.ts"
import { type Hotkey, type VerifySignature, verifySignatureOf } from "../hotkey.ts"
import { errorText, type Log, noLog } from "../log.ts"
import { createGate, type Gate } from "./gate.ts"
import { readBody } from "./readBody.ts"
import { sendReply } from "./sendReply.ts"
import { AxonError, type AxonReply, type AxonRequest, type AxonRoute, errorBody } from "./types.ts"

export interface AxonOptions {
  readonly hotkey: Hotkey
  readonly routes: readonly AxonRoute[]
  /** Default 127.0.0.1: reachable from this machine only. */
  readonly host?: string
  /** Default 0, any free port. */
  readonly port?: number
  /** Default 1 MiB. */
  readonly maxBodyBytes?: number
  /** Default 10 s, as is bodyTimeoutMs. */
  readonly headerTimeoutMs?: number
  readonly bodyTimeoutMs?: number
  /** How long a handler may take for its answer, or for the whole of a stream. Default 120 s. */
  readonly handlerTimeoutMs?: number
  /** A reader that takes nothing for this long is cut off. Default 30 s. */
  readonly stallMs?: number
  /** Requests worked on at once; default 16. */
  readonly maxConcurrent?: number
  /** Requests that may wait for a place; default 64. More get 503. */
  readonly maxWaiting?: number
  /** Default 1,024. */
  readonly maxConnections?: number
  /** How long close() lets running requests finish. Default 5 s. */
  readonly drainMs?: number
  /** Freshness window, see verifyRequest. */
  readonly maxAgeMs?: number
  readonly maxSkewMs?: number
  readonly requireReceiver?: boolean
}

export interface AxonDeps {
  readonly clock?: Clock
  readonly verify?: VerifySignature
  readonly replays?: ReplayStore
  readonly log?: Log
  /** A reason to turn a proven caller away (403), or undefined. */
  readonly blacklist?: (
    caller: Caller,
    request: AxonRequest,
  ) => string | undefined | Promise<string | undefined>
  /** Higher goes first when places are short; default 0. */
  readonly priority?: (caller: Caller, request: AxonRequest) => number
}

export interface Axon {
  readonly host: string
  readonly port: number
  readonly url: string
  readonly hotkey: string
  /** Stops listening, lets running requests finish for `drainMs`, then cuts them off. */
  close(): Promise<void>
}

/** Everything that serving one request needs. */
interface Service {
  readonly options: AxonOptions
  readonly routes: ReadonlyMap<string, AxonRoute>
  readonly verifyOptions: Omit<VerifyOptions, "now">
  readonly clock: Clock
  readonly gate: Gate
  readonly deps: AxonDeps
  readonly log: Log
  readonly closing: AbortSignal
}

/** Serves routes behind btauth/1. Rejects with the system's error when the address is taken. */
export async function createAxon(options: AxonOptions, deps: AxonDeps = {}): Promise<Axon> {
  const clock = deps.clock ?? systemClock
  const gate = createGate(options.maxConcurrent ?? 16, options.maxWaiting ?? 64)
  const abort = new AbortController()
  const { maxAgeMs, maxSkewMs, requireReceiver } = options
  const service: Service = {
    options,
    routes: new Map(options.routes.map((route) => [`${route.method} ${route.path}`, route])),
    verifyOptions: {
      self: options.hotkey.ss58,
      verify: deps.verify ?? verifySignatureOf,
      replays: deps.replays ?? createReplayStore(clock.milliseconds),
      ...(maxAgeMs === undefined ? {} : { maxAgeMs }),
      ...(maxSkewMs === undefined ? {} : { maxSkewMs }),
      ...(requireReceiver === undefined ? {} : { requireReceiver }),
    },
    clock,
    gate,
    deps,
    log: deps.log ?? noLog,
    closing: abort.signal,
  }

  const headersTimeout = options.headerTimeoutMs ?? 10_000
  const server = createServer(
    {
      headersTimeout,
      // Ours is the body's limit; Node's covers headers and body together and must not be the shorter.
      requestTimeout: headersTimeout + (options.bodyTimeoutMs ?? 10_000) + 1_000,
      connectionsCheckingInterval: Math.min(1_000, headersTimeout),
      maxHeaderSize: 16_384,
      // Longer than clients keep idle connections, or they meet a closed one.
      keepAliveTimeout: 65_000,
    },
    (request, response) => void serve(service, request, response),
  )
  server.maxConnections = options.maxConnections ?? 1_024
  await listen(server, options.port ?? 0, options.host ?? "127.0.0.1")
  const { address, port, family } = server.address() as AddressInfo
  return {
    host: address,
    port,
    url: `http://${family === "IPv6" ? `[${address}]` : address}:${port}`,
    hotkey: options.hotkey.ss58,
    close: () => closeServer(server, gate, abort, options.drainMs ?? 5_000),
  }
}

async function serve(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const aborted = new AbortController()
  response.on("close", () => {
    if (!response.writableFinished) aborted.abort()
  })
  response.on("error", () => aborted.abort())
  let caller: Caller | undefined
  let release: (() => void) | undefined
  try {
    const route = findRoute(service, request)
    const admitted = await admit(service, route, request, aborted.signal)
    caller = admitted.caller
    if (!route.public) release = await takePlace(service, admitted)
    const handlerMs = service.options.handlerTimeoutMs ?? 120_000
    const late = setTimeout(() => aborted.abort(), handlerMs)
    try {
      const reply = await unlessAborted(() => route.handle(admitted), admitted.signal, handlerMs)
      const limits = { stallMs: service.options.stallMs ?? 30_000, signal: admitted.signal }
      await sendReply(response, reply, service.options.hotkey, answered(caller), limits)
    } finally {
      clearTimeout(late)
    }
  } catch (error) {
    refuse(service, request, response, error, caller)
  } finally {
    release?.()
  }
}

function findRoute(service: Service, request: IncomingMessage): AxonRoute {
  const path = pathOf(request)
  const route = service.routes.get(`${request.method} ${path}`)
  if (route !== undefined) return route
  const other = [...service.routes.values()].filter((candidate) => candidate.path === path)
  if (other.length === 0) throw new AxonError(404, "UnknownRoute", "no such route")
  const allow = other.map((candidate) => candidate.method).join(", ")
  throw new AxonError(405, "MethodNotAllowed", `use ${allow}`, { allow })
}

/** Headers first, then the body, then the signature: the cheap refusals come before the expensive checks. */
async function admit(
  service: Service,
  route: AxonRoute,
  request: IncomingMessage,
  clientGone: AbortSignal,
): Promise<AxonRequest> {
  const { options } = service
  const target = request.url ?? "/"
  const verifyOptions: VerifyOptions = { ...service.verifyOptions, now: service.clock.unixNanoseconds() }
  // headersDistinct keeps repeated headers apart, so that they can be refused.
  const headers = authHeaders(request)
  const claim = route.public ? undefined : readClaim(headers, verifyOptions)
  const body = await readBody(request, options.maxBodyBytes ?? 1_048_576, options.bodyTimeoutMs ?? 10_000)
  const method = request.method ?? "GET"
  const caller = claim && proveClaim(claim, { method, target, headers, body }, verifyOptions)
  const admitted: AxonRequest = {
    method,
    path: pathOf(request),
    query: new URLSearchParams(target.split("?", 2)[1] ?? ""),
    headers: request.headers,
    body,
    caller,
    signal: AbortSignal.any([clientGone, service.closing]),
  }
  if (caller !== undefined) {
    const reason = await service.deps.blacklist?.(caller, admitted)
    if (reason !== undefined) throw new AxonError(403, "Blacklisted", reason)
  }
  return admitted
}

async function takePlace(service: Service, request: AxonRequest): Promise<() => void> {
  const priority = request.caller === undefined ? 0 : (service.deps.priority?.(request.caller, request) ?? 0)
  const release = await service.gate.enter(priority)
  if (release !== undefined) return release
  throw new AxonError(503, "Overloaded", "all places are taken, try again", { "retry-after": "1" })
}

function unlessAborted(
  answer: () => Promise<AxonReply>,
  signal: AbortSignal,
  limitMs: number,
): Promise<AxonReply> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new AxonError(504, "HandlerTimeout", `no answer within ${limitMs} ms`))
    if (signal.aborted) return onAbort()
    signal.addEventListener("abort", onAbort, { once: true })
    answer()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", onAbort))
  })
}

function refuse(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  caller: Caller | undefined,
): void {
  const refusal = asRefusal(error)
  service.log("axon.refused", {
    code: refusal.code,
    status: refusal.status,
    caller: caller?.hotkey,
    error: errorText(error),
  })
  if (response.destroyed || response.headersSent) return void response.destroy()
  const type = refusal.status >= 500 ? "server_error" : "invalid_request_error"
  // An unread body would be taken for the next request: the connection cannot be used again.
  const unread = request.complete ? {} : { connection: "close" }
  void sendReply(
    response,
    {
      status: refusal.status,
      headers: { ...refusal.headers, ...unread },
      body: errorBody(refusal.code, refusal.message, type),
    },
    service.options.hotkey,
    answered(caller),
    { stallMs: 0, signal: service.closing },
  )
  if (!request.complete) response.once("finish", () => request.destroy())
}

function asRefusal(error: unknown): AxonError {
  if (error instanceof AxonError) return error
  if (error instanceof AuthError) return new AxonError(401, error.code, error.message)
  return new AxonError(500, "InternalError", "the axon failed to answer")
}

const answered = (caller: Caller | undefined) =>
  caller === undefined ? undefined : { nonce: caller.nonce, requestId: caller.requestId }

const pathOf = (request: IncomingMessage): string => (request.url ?? "/").split("?", 1)[0] ?? "/"

function authHeaders(request: IncomingMessage): Record<string, string | string[] | undefined> {
  const out: Record<string, string | string[] | undefined> = {}
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (name.startsWith("x-bittensor-")) out[name] = values?.length === 1 ? values[0] : values
  }
  return out
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, () => {
      server.off("error", reject)
      resolve()
    })
  })
}

async function closeServer(
  server: Server,
  gate: Gate,
  abort: AbortController,
  drainMs: number,
): Promise<void> {
  gate.close()
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => {
    abort.abort()
    server.closeAllConnections()
  }, drainMs)
  await closed
  clearTimeout(timer)
}
