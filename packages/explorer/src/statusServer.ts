import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { createEventHub, type EventHub } from "./events.ts"
import { buildPage, type Page } from "./page/page.ts"
import { createSnapshots, type Snapshots } from "./snapshot.ts"
import type { StatusSource } from "./types.ts"

export interface StatusServerOptions {
  readonly source: StatusSource
  /** Default 127.0.0.1. */
  readonly host?: string
  /** 0 takes a free port. */
  readonly port?: number
  /** How often the page is brought up to date. */
  readonly intervalMs?: number
  /** Open event streams. */
  readonly clientsMax?: number
  readonly connectionsMax?: number
  /** Names under which the page may be asked for, beside loopback's and `host`. */
  readonly hostNames?: readonly string[]
  readonly now?: () => number
}

export interface StatusServer {
  /** Rejects with node's error (`EADDRINUSE`, …) when the port cannot be had. */
  listen(): Promise<{ host: string; port: number; url: string }>
  close(): Promise<void>
}

interface Parts {
  readonly page: Page
  readonly snapshots: Snapshots
  readonly hub: EventHub
  readonly hostAllowed: (request: IncomingMessage) => boolean
}

/** The live status page: `/`, `/api/status` as JSON (amounts in rao, as strings) and `/api/events` as server-sent events. */
export function createStatusServer(options: StatusServerOptions): StatusServer {
  const { host = "127.0.0.1", port = 0, intervalMs = 1_000, clientsMax = 64, connectionsMax = 256 } = options
  const snapshots = createSnapshots(options.source, {
    freshMs: intervalMs / 2,
    timeoutMs: 5_000,
    now: options.now ?? Date.now,
  })
  const hub = createEventHub(snapshots, { clientsMax, intervalMs })
  const parts: Parts = {
    page: buildPage(),
    snapshots,
    hub,
    hostAllowed: hostCheck(host, options.hostNames ?? []),
  }
  const server = createServer(
    { maxHeaderSize: 16 * 1024 },
    (request, response) => void handle(request, response, parts),
  )
  server.maxConnections = connectionsMax
  server.headersTimeout = 10_000
  server.requestTimeout = 10_000
  return {
    listen: () => listen(server, host, port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        hub.close()
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 100).unref()
      }),
  }
}

async function handle(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  for (const [name, value] of Object.entries(commonHeaders)) response.setHeader(name, value)
  if (!parts.hostAllowed(request))
    return sendError(response, 421, "wrong_host", "This server does not go by that name.")
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/"
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD")
    return sendError(response, 405, "method_not_allowed", "Only GET and HEAD are served.")
  }
  switch (path) {
    case "/":
      response.setHeader("content-security-policy", parts.page.policy)
      return send(response, 200, "text/html; charset=utf-8", parts.page.html)
    case "/api/status":
      return sendStatus(response, parts.snapshots)
    case "/api/events":
      if (request.method === "HEAD" || parts.hub.join(response))
        return void (request.method === "HEAD" && response.end())
      response.setHeader("retry-after", "5")
      return sendError(response, 503, "too_many_clients", "Too many pages are open.")
    case "/health":
      return send(response, 200, "application/json", '{"status":"ok"}')
    default:
      return sendError(response, 404, "not_found", "There is nothing here.")
  }
}

async function sendStatus(response: ServerResponse, snapshots: Snapshots): Promise<void> {
  try {
    send(response, 200, "application/json", await snapshots.json())
  } catch {
    response.setHeader("retry-after", "1")
    sendError(response, 503, "status_unavailable", "The status cannot be had at the moment.")
  }
}

const commonHeaders = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
} as const

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) })
  response.end(body)
}

function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  send(response, status, "application/json", JSON.stringify({ error: { code, message } }))
}

/** A foreign site can point its own name at loopback and read what answers there, unless the name is checked. */
function hostCheck(host: string, extra: readonly string[]): (request: IncomingMessage) => boolean {
  const loopback = ["127.0.0.1", "localhost", "[::1]"]
  if (!["127.0.0.1", "localhost", "::1"].includes(host) && extra.length === 0) return () => true
  const names = new Set([...loopback, host, ...extra])
  return (request) => names.has((request.headers.host ?? "").toLowerCase().replace(/:\d+$/, ""))
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
