import type { IncomingMessage, ServerResponse } from "node:http"
import { createConnection } from "./connection.ts"
import type { Dispatcher } from "./dispatch.ts"

export interface HttpOptions {
  readonly maxBodyBytes: number
  /** Origins that browsers may call from; "all" for any. */
  readonly origins: readonly string[] | "all"
}

/** JSON-RPC by POST, `GET /health` for supervisors. Subscriptions need a WebSocket. */
export async function serveHttp(
  request: IncomingMessage,
  response: ServerResponse,
  dispatcher: Dispatcher,
  options: HttpOptions,
): Promise<void> {
  const { origin } = request.headers
  if (!isOriginAllowed(origin, options.origins)) return reply(response, 403, "Origin not allowed")
  if (origin !== undefined) allowOrigin(response, options.origins === "all" ? "*" : origin)
  if (request.method === "OPTIONS") return reply(response, 204, "")
  if (request.method === "GET" && request.url === "/health") {
    const { text } = await dispatcher.handle('{"id":0,"method":"system_health"}', createConnection())
    return replyJson(response, text ?? "")
  }
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
  const body = await readBody(request, options.maxBodyBytes)
  if (body === undefined) return reply(response, 413, "Request body too large")
  const connection = createConnection()
  const answer = await dispatcher.handle(body, connection)
  replyJson(response, answer.text ?? "")
  answer.afterSend()
  connection.end()
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
