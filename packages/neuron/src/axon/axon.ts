import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import { availableParallelism } from "node:os"
import { createReplayStore, type ReplayStore } from "../btauth/replayStore.ts"
import type { Caller } from "../btauth/verifyRequest.ts"
import { windowOf } from "../btauth/window.ts"
import { type Clock, systemClock } from "../clock.ts"
import type { CheckSignature, Hotkey, Signer } from "../hotkey.ts"
import { errorText, type Log, noLog } from "../log.ts"
import { isSynapseRequest, synapseEndpoint, synapseRefusal } from "../synapse/endpoint.ts"
import { ping, type SynapseRoute } from "../synapse/types.ts"
import type { CallerLimits } from "./callerLimits.ts"
import {
  type Admitted,
  asRefusal,
  btauthEndpoint,
  type Endpoint,
  type EndpointContext,
  pathOf,
  plainRefusal,
} from "./endpoint.ts"
import { createGate, type Gate } from "./gate.ts"
import { sendReply } from "./sendReply.ts"
import { createSignatureThreads } from "./signatureThreads.ts"
import { AxonError, type AxonReply, type AxonRequest, type AxonRoute } from "./types.ts"

export interface AxonOptions {
  readonly hotkey: Hotkey
  readonly routes: readonly AxonRoute[]
  /** Routes for dendrites of SDK 10, on the same port; `Synapse`, its ping, is always there. */
  readonly synapses?: readonly SynapseRoute[]
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
  /** From one address, so that one stranger cannot hold them all. Default 256. */
  readonly maxConnectionsPerAddress?: number
  /** How long close() lets running requests finish. Default 5 s. */
  readonly drainMs?: number
  /** Freshness window of both wires: how old a nonce may be (default 10 s) and how far ahead (2 s). Within it nonces are remembered. */
  readonly maxAgeMs?: number
  readonly maxSkewMs?: number
  readonly requireReceiver?: boolean
  /**
   * Threads that check signatures beside this one, once there are 500 a second to check. Default one less than the cores, at most 2: more
   * than that one thread's HTTP cannot feed.
   */
  readonly threads?: number
}

export interface AxonDeps {
  readonly clock?: Clock
  /** In place of the axon's own check, and its threads. */
  readonly verify?: CheckSignature
  readonly replays?: ReplayStore
  readonly log?: Log
  /** A reason to turn a proven caller away (403), or undefined. */
  readonly blacklist?: (
    caller: Caller,
    request: AxonRequest,
  ) => string | undefined | Promise<string | undefined>
  /** What each caller may do, by stake. */
  readonly limits?: CallerLimits
  /** Higher goes first when places are short; default the limits' own, or 0. */
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
  /** Signs answers. */
  readonly signer: Signer
  readonly endpoints: ReadonlyMap<string, Endpoint>
  readonly synapseNames: readonly string[]
  readonly gate: Gate
  readonly deps: AxonDeps
  readonly log: Log
  /** Ends of the requests that are being worked on. */
  readonly aborts: Set<AbortController>
  /** Whether close() was called: running requests finish, and their connections end with them. */
  draining: boolean
}

/**
 * Serves routes behind btauth/1 and synapses of SDK 10 on one port. Rejects with the system's error when the address is taken, and with
 * RangeError when two things want the same path.
 */
export async function createAxon(options: AxonOptions, deps: AxonDeps = {}): Promise<Axon> {
  const clock = deps.clock ?? systemClock
  const gate = createGate(options.maxConcurrent ?? 16, options.maxWaiting ?? 64)
  const { requireReceiver } = options
  const { maxAgeMs, maxSkewMs } = windowOf(options)
  const bodyTimeoutMs = options.bodyTimeoutMs ?? 10_000
  // The second is for the two clocks, which need not agree.
  const retentionMs = maxAgeMs + maxSkewMs + 1_000
  const log = deps.log ?? noLog
  const threads = createSignatureThreads(
    { threads: options.threads ?? defaultThreads() },
    { milliseconds: clock.milliseconds, log },
  )
  const context: EndpointContext = {
    verifyOptions: {
      self: options.hotkey.ss58,
      replays: deps.replays ?? createReplayStore(clock.milliseconds, { retentionMs }),
      maxAgeMs,
      maxSkewMs,
      ...(requireReceiver === undefined ? {} : { requireReceiver }),
    },
    check: deps.verify ?? threads.check,
    clock,
    maxBodyBytes: options.maxBodyBytes ?? 1_048_576,
    bodyTimeoutMs,
  }
  const synapses = [ping, ...(options.synapses ?? [])]
  const service: Service = {
    options,
    signer: threads.signerOf(options.hotkey),
    endpoints: byPath([
      ...options.routes.map((route) => btauthEndpoint(route, context)),
      ...synapses.map((route) => synapseEndpoint(route, context)),
    ]),
    synapseNames: synapses.map(({ type }) => type.name),
    gate,
    deps,
    log,
    aborts: new Set(),
    draining: false,
  }

  const headersTimeout = options.headerTimeoutMs ?? 10_000
  const server = createServer(
    {
      headersTimeout,
      // Ours is the body's limit; Node's covers headers and body together and must not be the shorter.
      requestTimeout: headersTimeout + bodyTimeoutMs + 1_000,
      connectionsCheckingInterval: Math.min(1_000, headersTimeout),
      maxHeaderSize: 16_384,
      // Longer than clients keep idle connections, or they meet a closed one.
      keepAliveTimeout: 65_000,
    },
    (request, response) => {
      response.on("finish", () => {
        if (service.draining) setImmediate(() => server.closeIdleConnections())
      })
      void serve(service, request, response)
    },
  )
  server.maxConnections = options.maxConnections ?? 1_024
  server.on("connection", limitAddresses(options.maxConnectionsPerAddress ?? 256))
  await listen(server, options.port ?? 0, options.host ?? "127.0.0.1")
  const { address, port, family } = server.address() as AddressInfo
  return {
    host: address,
    port,
    url: `http://${family === "IPv6" ? `[${address}]` : address}:${port}`,
    hotkey: options.hotkey.ss58,
    async close() {
      service.draining = true
      await closeServer(server, service)
      await threads.close()
    },
  }
}

const defaultThreads = (): number => Math.min(2, availableParallelism() - 1)

function byPath(endpoints: readonly Endpoint[]): ReadonlyMap<string, Endpoint> {
  const found = new Map(endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint]))
  if (found.size < endpoints.length) throw new RangeError("two routes have the same path")
  return found
}

async function serve(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // One signal for all that may end a request: signals joined to a lasting one would gather at it.
  const aborted = new AbortController()
  service.aborts.add(aborted)
  response.on("close", () => {
    if (!response.writableFinished) aborted.abort()
  })
  response.on("error", () => aborted.abort())
  let endpoint: Endpoint | undefined
  let caller: Caller | undefined
  const releases: (() => void)[] = []
  try {
    endpoint = findEndpoint(service, request)
    const admitted = await endpoint.admit(request, aborted.signal)
    caller = admitted.request.caller
    if (!endpoint.public) await enter(service, admitted.request, releases)
    await handle(service, admitted, aborted, response)
  } catch (error) {
    const answerable = { request, response, refusal: endpoint?.refusal ?? refusalFor(request) }
    refuse(service, answerable, error, caller)
  } finally {
    for (const release of releases) release()
    service.aborts.delete(aborted)
  }
}

function findEndpoint(service: Service, request: IncomingMessage): Endpoint {
  const path = pathOf(request)
  const endpoint = service.endpoints.get(`${request.method} ${path}`)
  if (endpoint !== undefined) return endpoint
  const other = [...service.endpoints.values()].filter((candidate) => candidate.path === path)
  if (other.length > 0) {
    const allow = other.map((candidate) => candidate.method).join(", ")
    throw new AxonError(405, "MethodNotAllowed", `use ${allow}`, { allow })
  }
  if (!isSynapseRequest(request)) throw new AxonError(404, "UnknownRoute", "no such route")
  const known = service.synapseNames.map((name) => `'${name}'`).join(", ")
  const asked = path.slice(1, 65)
  const message = `Synapse name '${asked}' not found. Available synapses [${known}]`
  throw new AxonError(404, "UnknownRoute", message)
}

const refusalFor = (request: IncomingMessage) => (isSynapseRequest(request) ? synapseRefusal : plainRefusal)

/** Turns a proven caller away or takes a place for it. What must be given back is added to `releases`. */
async function enter(service: Service, request: AxonRequest, releases: (() => void)[]): Promise<void> {
  const { caller } = request
  const { blacklist, limits, priority } = service.deps
  if (caller !== undefined) {
    const reason = await blacklist?.(caller, request)
    if (reason !== undefined) throw new AxonError(403, "Blacklisted", reason)
    if (limits !== undefined) releases.push(limits.enter(caller.hotkey))
  }
  const rank = caller && (priority?.(caller, request) ?? limits?.priority(caller.hotkey))
  const release = await service.gate.enter(rank ?? 0)
  if (release === undefined)
    throw new AxonError(503, "Overloaded", "all places are taken, try again", { "retry-after": "1" })
  releases.push(release)
}

async function handle(
  service: Service,
  { request, handle: answer }: Admitted,
  aborted: AbortController,
  response: ServerResponse,
): Promise<void> {
  const { handlerTimeoutMs = 120_000, stallMs = 30_000 } = service.options
  // Made when it is needed: an error looks through the whole stack.
  const timeout = () => new AxonError(504, "HandlerTimeout", `no answer within ${handlerTimeoutMs} ms`)
  const late = setTimeout(() => aborted.abort(timeout()), handlerTimeoutMs)
  try {
    const reply = await unlessAborted(answer, request.signal)
    await sendReply(response, reply, service.signer, answered(request.caller), {
      stallMs,
      signal: request.signal,
    })
  } finally {
    clearTimeout(late)
  }
}

/** Besides the time limit, a caller that leaves and an axon that closes end a request. */
const interrupted = (): AxonError => new AxonError(503, "Interrupted", "the request ended before its answer")

function unlessAborted(answer: () => Promise<AxonReply>, signal: AbortSignal): Promise<AxonReply> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason instanceof AxonError ? signal.reason : interrupted())
    if (signal.aborted) return onAbort()
    signal.addEventListener("abort", onAbort, { once: true })
    const settled = <T>(settle: (value: T) => void) => {
      return (value: T): void => {
        signal.removeEventListener("abort", onAbort)
        settle(value)
      }
    }
    answer().then(settled(resolve), settled(reject))
  })
}

interface Answerable {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly refusal: Endpoint["refusal"]
}

function refuse(
  service: Service,
  { request, response, refusal }: Answerable,
  cause: unknown,
  caller: Caller | undefined,
): void {
  const error = asRefusal(cause)
  service.log("axon.refused", {
    code: error.code,
    status: error.status,
    caller: caller?.hotkey,
    error: errorText(cause),
  })
  if (response.destroyed || response.headersSent) return void response.destroy()
  // An unread body would be taken for the next request: the connection cannot be used again.
  const unread = request.complete ? {} : { connection: "close" }
  const reply = refusal(error)
  void sendReply(
    response,
    { ...reply, headers: { ...reply.headers, ...unread } },
    service.signer,
    answered(caller),
    { stallMs: 0, signal: AbortSignal.abort() },
  )
  if (!request.complete) response.once("finish", () => request.destroy())
}

const answered = (caller: Caller | undefined) =>
  caller === undefined ? undefined : { nonce: caller.nonce, requestId: caller.requestId }

/** Closes what comes beyond the limit, at once. */
function limitAddresses(limit: number): (socket: Socket) => void {
  const open = new Map<string, number>()
  return (socket) => {
    const address = socket.remoteAddress ?? ""
    const count = (open.get(address) ?? 0) + 1
    open.set(address, count)
    socket.once("close", () => {
      const left = (open.get(address) ?? 1) - 1
      if (left === 0) open.delete(address)
      else open.set(address, left)
    })
    if (count > limit) socket.destroy()
  }
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

async function closeServer(server: Server, { gate, aborts, options }: Service): Promise<void> {
  gate.close()
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => {
    for (const abort of aborts) abort.abort()
    server.closeAllConnections()
  }, options.drainMs ?? 5_000)
  await closed
  clearTimeout(timer)
}
