import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { WebSocketServer } from "ws"
import type { Clock } from "../clock.ts"
import { NodeError } from "../errors.ts"
import { errorText, type Log } from "../log.ts"
import type { Dispatcher } from "./dispatch.ts"
import { isOriginAllowed, serveHttp } from "./http.ts"
import { serveSocket } from "./socket.ts"

export interface RpcServerOptions {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly dispatcher: Dispatcher
  readonly clock: Clock
  readonly log: Log
  readonly origins: readonly string[] | "all"
  readonly maxConnections: number
}

export interface RpcServer {
  readonly host: string
  readonly port: number
  close(): Promise<void>
}

/** One request, by frame or by body: Substrate's default. */
export const maxRequestBytes = 15 * 1024 * 1024
/** A client that is asked to go has so long to say goodbye. */
const closeGraceMs = 500

/** WebSocket and HTTP on one port. Throws NodeError `port-taken` or `address-unavailable`. */
export async function startRpcServer(options: RpcServerOptions): Promise<RpcServer> {
  const { host, dispatcher, clock, log, origins, maxConnections } = options
  const http = createServer((request, response) => {
    serveHttp(request, response, dispatcher, { maxBodyBytes: maxRequestBytes, origins }).catch((error) => {
      log("debug", `An HTTP request failed: ${errorText(error)}`)
      response.destroy()
    })
  })
  http.keepAliveTimeout = 30_000
  http.maxConnections = maxConnections
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxRequestBytes,
    perMessageDeflate: false,
  })
  http.on("upgrade", (request, stream, head) => {
    if (!isOriginAllowed(request.headers.origin, origins)) {
      stream.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
      return
    }
    stream.on("error", () => stream.destroy())
    sockets.handleUpgrade(request, stream, head, (socket) => serveSocket(socket, dispatcher, clock))
  })
  http.on("clientError", (_error, stream) => {
    if (stream.writable) stream.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n")
    else stream.destroy()
  })
  const port = await listen(http, options)

  return {
    host,
    port,
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
