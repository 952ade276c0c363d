import type { IncomingMessage, ServerResponse } from "node:http"
import { createConnection } from "./connection.ts"
import type { Dispatcher } from "./dispatch.ts"
import type { RpcLimits } from "./limits.ts"

export interface HttpOptions {
  readonly dispatcher: Dispatcher
  readonly limits: RpcLimits
  readonly allowsUnsafe: boolean
  /** Counts the calls of the connection that a request came on. */
  mayCall(request: IncomingMessage): boolean
  /** Origins that browsers may call from; "all" for any. */
  readonly origins: readonly string[] | "all"
  /** Why the node can not be relied on just now; undefined when it can. */
  notReady(): string | undefined
}

/** JSON-RPC by POST; what supervisors ask by GET: `/health`, `/health/readiness` and `/ready`. Subscriptions need a WebSocket. */
export async function serveHttp(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
): Promise<void> {
  const { origin } = request.headers
  if (!isOriginAllowed(origin, options.origins)) return reply(response, 403, "Origin not allowed")
  if (origin !== undefined) allowOrigin(response, options.origins === "all" ? "*" : origin)
  if (request.method === "OPTIONS") return reply(response, 204, "")
  if (request.method === "GET" && request.url === "/health") return replyHealth(response, options)
  if (request.method === "GET" && (request.url === "/health/readiness" || request.url === "/ready"))
    return replyReady(response, options)
  if (request.method !== "POST") {
    response.setHeader("allow", "POST, OPTIONS")
    return reply(response, 405, "Used HTTP Method is not allowed. POST is required")
  }
  // A page may send any other type across origins without asking first.
  if (!/^application\/json\s*(;|$)/i.test(request.headers["content-type"] ?? ""))
    return reply(
      response,
      415,
      "Supplied content type is not allowed. Content-Type: application/json is required",
    )
  const body = await readBody(request, options.limits.maxRequestBytes)
  if (body === undefined) return reply(response, 413, "Request body too large")
  const connection = createConnection(undefined, {
    protocol: "http",
    allowsUnsafe: options.allowsUnsafe,
    mayCall: () => options.mayCall(request),
  })
  const answer = await options.dispatcher.handle(body, connection)
  if (answer.status !== undefined) response.statusCode = answer.status
  replyJson(response, answer.text ?? "")
  answer.afterSend()
  connection.end()
}

/** `system_health` by itself, as Substrate shows it. */
async function replyHealth(response: ServerResponse, { dispatcher }: HttpOptions): Promise<void> {
  const connection = createConnection()
  const { result } = await dispatcher.call("system_health", [], connection)
  replyJson(response, JSON.stringify(result))
}

/** 200 or 503 for a balancer, with the reason for people. */
function replyReady(response: ServerResponse, { notReady }: HttpOptions): void {
  const reason = notReady()
  response.statusCode = reason === undefined ? 200 : 503
  replyJson(response, JSON.stringify(reason === undefined ? { ready: true } : { ready: false, reason }))
}

export function isOriginAllowed(origin: string | undefined, allowed: HttpOptions["origins"]): boolean {
  return origin === undefined || allowed === "all" || allowed.includes(origin)
}

function allowOrigin(response: ServerResponse, origin: string): void {
  response.setHeader("access-control-allow-origin", origin)
  response.setHeader("access-control-allow-methods", "POST, GET, OPTIONS")
  response.setHeader("access-control-allow-headers", "content-type")
  response.setHeader("access-control-max-age", "600")
  response.setHeader("vary", "origin")
}

/** The body, or undefined when it is longer than allowed. Rejects when the client goes away. */
function readBody(request: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let length = 0
    request.on("data", (part: Buffer) => {
      length += part.length
      if (length <= maxBytes) parts.push(part)
      else {
        parts.length = 0
        request.pause()
        resolve(undefined)
      }
    })
    request.on("end", () => resolve(Buffer.concat(parts).toString("utf8")))
    request.on("error", reject)
    request.on("aborted", () => reject(new Error("the client went away")))
  })
}

function replyJson(response: ServerResponse, text: string): void {
  response.setHeader("content-type", "application/json; charset=utf-8")
  response.end(text)
}

function reply(response: ServerResponse, status: number, text: string): void {
  // What is left of a refused body is not read.
  if (status >= 400) response.setHeader("connection", "close")
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(text)
}
