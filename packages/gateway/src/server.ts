import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { Duplex } from "node:stream"
import { type Admission, createAdmission } from "./admission.ts"
import { embeddings } from "./embeddings.ts"
import { ClientGone, errorBody, GatewayError, toGatewayError } from "./errors.ts"
import { createEvidenceStore, evidencePath } from "./evidenceStore.ts"
import { type ExchangeContext, unknownModel } from "./exchange.ts"
import { createImageStore, imageFilesPath } from "./imageStore.ts"
import { imagesGenerations } from "./imagesGenerations.ts"
import type { MinerHealth } from "./minerStates.ts"
import { createModelList, type ModelList } from "./models.ts"
import { defaultLimits, type GatewayLimits, type GatewayOptions } from "./options.ts"
import { createBodyReader } from "./readBody.ts"
import { type Cors, createCors, sendError, sendJson } from "./reply.ts"
import { createRouter, type Router } from "./router.ts"
import { scrapingJobs, scrapingJobsPath } from "./scrapingJobs.ts"
import { textAnswer } from "./textAnswer.ts"
import { chatForm, completionForm, type TextForm } from "./textForms.ts"
import type { GatewayDeps } from "./types.ts"

export interface GatewayStats {
  readonly running: number
  readonly waiting: number
  readonly draining: boolean
  readonly miners: MinerHealth[]
}

export interface Gateway {
  /** Rejects with node's error (`EADDRINUSE`, …) when the port cannot be had. */
  listen(): Promise<{ host: string; port: number; url: string }>
  stats(): GatewayStats
  /** Takes no new work, lets running answers end for at most `drainMs`, then ends them with an error event. */
  close(drainMs?: number): Promise<void>
}

/** What every handler gets beside the request. */
interface Exchange {
  readonly id: string
  readonly path: string
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly signal: AbortSignal
}

type Handler = (exchange: Exchange) => void | Promise<void>
type Methods = Readonly<Partial<Record<string, Handler>>>

/** How long a client may take for its headers, and an idle connection may stay. Longer than common proxies keep theirs. */
const headersTimeoutMs = 10_000
const keepAliveTimeoutMs = 75_000

/** The OpenAI-compatible HTTP door to the miners of one subnet. */
export function createGateway(options: GatewayOptions, deps: GatewayDeps): Gateway {
  const limits: GatewayLimits = { ...defaultLimits, ...options.limits }
  const admission = createAdmission(limits)
  const router = createRouter(limits, deps)
  const models = createModelList(options, limits, deps)
  const cors = createCors(options.corsOrigin === undefined ? "*" : options.corsOrigin)
  const dispatch = createDispatch(options, { limits, deps, router, admission, models }, cors)
  const open = new Set<AbortController>()
  let draining = false

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = requestId(deps)
    const controller = new AbortController()
    open.add(controller)
    const total = setTimeout(() => controller.abort(tooLong(limits)), limits.totalTimeoutMs)
    response.on("close", () => {
      open.delete(controller)
      if (!response.writableFinished) controller.abort(new ClientGone())
    })
    response.setHeader("x-request-id", id)
    cors.decorate(response)
    if (draining) response.setHeader("connection", "close")
    try {
      if (draining) throw closing()
      await dispatch({ id, path: pathOf(request.url), request, response, signal: controller.signal })
    } catch (error) {
      if (!(error instanceof ClientGone)) refuse(request, response, error, deps, id)
    } finally {
      clearTimeout(total)
    }
  }

  const server = createServer(
    { maxHeaderSize: 16 * 1024, connectionsCheckingInterval: 5_000 },
    (request, response) => {
      void handle(request, response)
    },
  )
  configure(server, limits)

  return {
    listen: () => listen(server, options.host ?? "127.0.0.1", options.port ?? 0),
    stats: () => ({ ...admission.stats(), draining, miners: router.health() }),
    close(drainMs = 10_000) {
      draining = true
      return drain(server, drainMs, open)
    },
  }
}

interface Parts {
  readonly limits: GatewayLimits
  readonly deps: GatewayDeps
  readonly router: Router
  readonly admission: Admission
  readonly models: ModelList
}

/** The table of routes. */
function createDispatch(options: GatewayOptions, parts: Parts, cors: Cors): Handler {
  const { netuid } = options
  const { limits, deps, router, admission, models } = parts
  const bodies = createBodyReader(limits)
  const store = createImageStore(limits, deps)
  const evidences = createEvidenceStore(limits, deps)
  const shared = { netuid, limits, deps, router, admission, bodies, models }

  const contextOf = ({ id, request, response, signal }: Exchange): ExchangeContext => {
    checkContentType(request)
    return { ...shared, evidence: evidences.open(), requestId: id, request, response, signal }
  }
  const text =
    (form: TextForm): Handler =>
    (exchange) =>
      textAnswer({ ...contextOf(exchange), form })
  const vectors: Handler = (exchange) => embeddings(contextOf(exchange))
  const images: Handler = (exchange) =>
    imagesGenerations({ ...contextOf(exchange), store, publicUrl: options.publicUrl })
  const scraping: Handler = (exchange) => scrapingJobs(contextOf(exchange))
  const health: Handler = ({ response }) => {
    const miners = deps.miners().length
    sendJson(response, 200, { status: miners > 0 ? "ok" : "no_miners", netuid, miners, ...admission.stats() })
  }
  const routes: Readonly<Record<string, Methods>> = {
    "/health": { GET: health },
    "/v1/models": { GET: ({ response }) => sendJson(response, 200, { object: "list", data: models.list() }) },
    "/v1/chat/completions": { POST: text(chatForm) },
    "/v1/completions": { POST: text(completionForm) },
    "/v1/embeddings": { POST: vectors },
    "/v1/images/generations": { POST: images },
    [scrapingJobsPath]: { POST: scraping },
  }
  const below: readonly (readonly [string, Methods])[] = [
    ["/v1/models/", { GET: (exchange) => sendModel(exchange, models) }],
    [evidencePath, { GET: ({ path, response }) => evidences.send(path, response) }],
    [imageFilesPath, { GET: ({ path, response }) => store.send(path, response) }],
  ]

  return (exchange) => {
    const { path, request, response } = exchange
    const methods = Object.hasOwn(routes, path)
      ? routes[path]
      : below.find(([prefix]) => path.startsWith(prefix))?.[1]
    const allow = allowed(methods)
    const { method = "GET" } = request
    if (method === "OPTIONS") return cors.preflight(request, response, allow)
    if (!methods)
      throw new GatewayError("unknown_url", `Unknown request URL: ${method} ${path.slice(0, 256)}.`)
    const handler = methods[method === "HEAD" ? "GET" : method]
    if (handler) return handler(exchange)
    const message = `Not allowed to ${method} on ${path.slice(0, 256)}; allowed: ${allow.join(", ")}.`
    throw new GatewayError("method_not_allowed", message, { headers: { allow: allow.join(", ") } })
  }
}

/** Waits for open exchanges, ends them with an error after `drainMs`, and cuts what is left a second later. */
async function drain(server: Server, drainMs: number, open: ReadonlySet<AbortController>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const soft = setTimeout(() => {
    for (const each of open) each.abort(closing())
  }, drainMs)
  const hard = setTimeout(() => server.closeAllConnections(), drainMs + 1_000)
  // Node does not count a connection as idle before its first request, as browsers open them: with nothing to answer, all may go.
  const sweep = setInterval(() => {
    if (open.size === 0) server.closeAllConnections()
    else server.closeIdleConnections()
  }, 20)
  await closed
  for (const timer of [soft, hard, sweep]) clearTimeout(timer)
}

function sendModel({ path, response }: Exchange, models: ModelList): void {
  let id = path.slice("/v1/models/".length)
  try {
    id = decodeURIComponent(id)
  } catch {
    throw unknownModel(id)
  }
  const model = models.get(id)
  if (!model) throw unknownModel(id)
  sendJson(response, 200, model)
}

function checkContentType(request: IncomingMessage): void {
  const type = request.headers["content-type"]
  if (type === undefined || /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) return
  throw new GatewayError("unsupported_content_type", "Send the request as application/json.")
}

/** Sends an error if the answer has not begun; otherwise there is nothing left to say. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  deps: GatewayDeps,
  id: string,
): void {
  const shown = toGatewayError(error)
  if (!(error instanceof GatewayError))
    deps.log({ event: "internal_error", id, detail: String((error as Error)?.stack ?? error) })
  if (response.headersSent) response.end()
  else if (!response.destroyed) sendError(request, response, shown)
}

function configure(server: Server, limits: GatewayLimits): void {
  server.maxConnections = limits.connectionsMax
  server.headersTimeout = headersTimeoutMs
  server.requestTimeout = headersTimeoutMs + limits.bodyTimeoutMs + 5_000
  server.keepAliveTimeout = keepAliveTimeoutMs
  // A socket on which nothing moves, such as a client that never reads its answer.
  server.timeout = limits.totalTimeoutMs + 30_000
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => rejectSocket(error, socket))
}

/** A request that is not HTTP: node has no response object for it, so the answer is written by hand. */
function rejectSocket(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy()
  const [status, text] =
    error.code === "HPE_HEADER_OVERFLOW"
      ? ["431 Request Header Fields Too Large", "The request headers are too large."]
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? ["408 Request Timeout", "The request did not arrive in time."]
        : ["400 Bad Request", "The request is not valid HTTP."]
  const body = JSON.stringify(errorBody(new GatewayError("invalid_value", text)))
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}`
  socket.end(`${head}\r\nconnection: close\r\n\r\n${body}`)
}

function listen(
  server: Server,
  host: string,
  port: number,
): Promise<{ host: string; port: number; url: string }> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, () => {
      server.off("error", reject)
      const { port: taken } = server.address() as AddressInfo
      resolve({ host, port: taken, url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}` })
    })
  })
}

/** Clients join base URL and path carelessly: `//chat/completions` and a trailing slash mean the same route. */
function pathOf(target = "/"): string {
  const path = (target.split("?", 1)[0] ?? "/").replace(/\/{2,}/g, "/")
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path
}

function allowed(methods: Methods | undefined): string[] {
  const names = Object.keys(methods ?? {})
  return [...names, ...(names.includes("GET") ? ["HEAD"] : []), "OPTIONS"]
}

function requestId(deps: GatewayDeps): string {
  const word = () =>
    Math.floor(deps.random() * 2 ** 32)
      .toString(16)
      .padStart(8, "0")
  return `req_${word()}${word()}${word()}`
}

function closing(): GatewayError {
  return new GatewayError("shutting_down", "The gateway is shutting down.", { retryAfterSeconds: 2 })
}

function tooLong(limits: GatewayLimits): GatewayError {
  return new GatewayError("miner_timeout", `The answer took longer than ${limits.totalTimeoutMs} ms.`)
}
