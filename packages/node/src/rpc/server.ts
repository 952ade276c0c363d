import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http"
import { createServer as createTlsServer } from "node:https"
import type { AddressInfo } from "node:net"
import { WebSocketServer } from "ws"
import type { Clock } from "../clock.ts"
import { NodeError } from "../errors.ts"
import { errorText, type Log } from "../log.ts"
import { allowsUnsafe, type RpcMethods } from "./access.ts"
import type { Dispatcher } from "./dispatch.ts"
import { isOriginAllowed, serveHttp } from "./http.ts"
import { type RpcLimits, rateLimit } from "./limits.ts"
import type { RpcObserver } from "./observer.ts"
import { serveSocket } from "./socket.ts"

export interface RpcServerOptions {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly dispatcher: Dispatcher
  readonly clock: Clock
  readonly log: Log
  readonly origins: readonly string[] | "all"
  readonly limits: RpcLimits
  readonly observer: RpcObserver
  readonly rpcMethods: RpcMethods
  /** PEM texts; with them the server speaks `wss` and `https`. */
  readonly tls?: TlsKeys | undefined
  notReady(): string | undefined
  /** Whether a WebSocket is one too many just now: a fault that development chains have on demand. */
  refusesConnection?: (() => boolean) | undefined
}

export interface TlsKeys {
  readonly cert: string
  readonly key: string
}

export interface RpcServer {
  readonly host: string
  readonly port: number
  /** Bytes that clients have not read yet. */
  queuedBytes(): number
  close(): Promise<void>
}

/** A client that neither sends nor takes anything of an HTTP exchange for so long is let go. */
const stalledHttpMs = 60_000
/** A client that is asked to go has so long to say goodbye. */
const closeGraceMs = 500

/** WebSocket and HTTP on one port. Throws NodeError `port-taken`, `address-unavailable` or `tls-unusable`. */
export async function startRpcServer(options: RpcServerOptions): Promise<RpcServer> {
  const { host, dispatcher, clock, log, origins, limits, observer, rpcMethods, notReady } = options
  const allowed = allowsUnsafe(rpcMethods, host)
  const mayCall = callsByStream(limits, clock)
  const http = createHttp(options.tls, (request, response) => {
    const served = { dispatcher, limits, allowsUnsafe: allowed, mayCall, origins, notReady }
    serveHttp(request, response, served).catch((error) => {
      log("debug", `An HTTP request failed: ${errorText(error)}`)
      response.destroy()
    })
  })
  http.keepAliveTimeout = 30_000
  http.timeout = stalledHttpMs
  http.maxConnections = limits.maxConnections
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxRequestBytes,
    perMessageDeflate: false,
  })
  const socketOptions = { dispatcher, clock, limits, observer, allowsUnsafe: allowed }
  http.on("upgrade", (request, stream, head) => {
    if (!isOriginAllowed(request.headers.origin, origins)) {
      stream.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
      return
    }
    if (options.refusesConnection?.() === true) {
      stream.end("HTTP/1.1 429 Too Many Requests\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
      return
    }
    stream.on("error", () => stream.destroy())
    sockets.handleUpgrade(request, stream, head, (socket) => serveSocket(socket, socketOptions))
  })
  http.on("clientError", (_error, stream) => {
    if (stream.writable) stream.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n")
    else stream.destroy()
  })
  const port = await listen(http, options)

  return {
    host,
    port,
    queuedBytes: () => [...sockets.clients].reduce((sum, socket) => sum + socket.bufferedAmount, 0),
    async close() {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()))
      for (const socket of sockets.clients) socket.close(1001, "The node is shutting down")
      http.closeIdleConnections()
      const cancel = clock.after(closeGraceMs, () => {
        for (const socket of sockets.clients) socket.terminate()
        http.closeAllConnections()
      })
      await closed
      cancel()
    },
  }
}

function createHttp(tls: TlsKeys | undefined, handle: RequestListener): Server {
  if (tls === undefined) return createServer(handle)
  try {
    return createTlsServer({ ...tls }, handle)
  } catch (error) {
    throw new NodeError("tls-unusable", `The TLS certificate or key cannot be used: ${errorText(error)}`)
  }
}

/** Requests that come on one connection share its rate. */
function callsByStream({ callsPerMinute }: RpcLimits, clock: Clock): (request: IncomingMessage) => boolean {
  const limits = new WeakMap<object, () => boolean>()
  return ({ socket }) => {
    const known = limits.get(socket) ?? rateLimit(callsPerMinute, clock.monotonicMs)
    limits.set(socket, known)
    return known()
  }
}

function listen(http: Server, { host, port }: RpcServerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE")
        reject(new NodeError("port-taken", `Port ${port} on ${host} is taken by another program`))
      else if (error.code === "EADDRNOTAVAIL" || error.code === "EACCES")
        reject(new NodeError("address-unavailable", `Cannot listen on ${host}:${port}: ${error.code}`))
      else reject(error)
    })
    http.listen({ host, port }, () => {
      http.removeAllListeners("error")
      http.on("error", () => {})
      resolve((http.address() as AddressInfo).port)
    })
  })
}
