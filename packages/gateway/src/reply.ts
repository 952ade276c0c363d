import type { IncomingMessage, ServerResponse } from "node:http"
import { errorBody, type GatewayError } from "./errors.ts"

/** How much of an unread body is swallowed, so that the client gets to read the error before its connection ends. */
const swallowBytesMax = 8 * 1024 * 1024
const swallowMs = 2_000

export const sendJson = (
  response: ServerResponse,
  status: number,
  payload: object,
  headers: Readonly<Record<string, string>> = {},
): void => sendText(response, status, JSON.stringify(payload), headers)

/** Sends what is JSON already. */
export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    ...headers,
  })
  response.end(text)
}

/** Answers with an error; a body that nobody reads any more is swallowed up to a bound, then the connection is dropped. */
export function sendError(request: IncomingMessage, response: ServerResponse, error: GatewayError): void {
  const { retryAfterSeconds, headers } = error.extras
  if (!request.complete) swallow(request)
  sendJson(response, error.status, errorBody(error), {
    ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }),
    ...headers,
  })
}

function swallow(request: IncomingMessage): void {
  let left = swallowBytesMax
  const timer = setTimeout(() => request.destroy(), swallowMs)
  request.on("data", (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) request.destroy()
  })
  const stop = () => clearTimeout(timer)
  request.once("end", stop).once("close", stop)
  request.resume()
}

export interface Cors {
  /** Adds what every answer needs. */
  decorate(response: ServerResponse): void
  /** Answers a preflight request. */
  preflight(request: IncomingMessage, response: ServerResponse, allow: readonly string[]): void
}

const exposed = [
  "x-request-id",
  "retry-after",
  "x-taonet-netuid",
  "x-taonet-miner-uid",
  "x-taonet-miner-hotkey",
  "x-taonet-evidence",
].join(", ")

export function createCors(origin: string | null): Cors {
  return {
    decorate(response) {
      if (origin === null) return
      response.setHeader("access-control-allow-origin", origin)
      response.setHeader("access-control-expose-headers", exposed)
      if (origin !== "*") response.setHeader("vary", "origin")
    },
    preflight(request, response, allow) {
      const asked = request.headers["access-control-request-headers"]
      // The SDKs send x-stainless-* headers that grow with their versions: whatever is well-formed is allowed.
      const wellFormed = typeof asked === "string" && asked.length <= 2048 && /^[\w\-, ]+$/.test(asked)
      const headers = wellFormed ? asked : "authorization, content-type"
      response.writeHead(204, {
        allow: allow.join(", "),
        ...(origin === null
          ? {}
          : {
              "access-control-allow-methods": allow.join(", "),
              "access-control-allow-headers": headers,
              "access-control-max-age": "600",
            }),
      })
      response.end()
    },
  }
}
