import type { RawData, WebSocket } from "ws"
import type { Clock } from "../clock.ts"
import { createConnection, notificationText } from "./connection.ts"
import type { Dispatcher } from "./dispatch.ts"
import { type RpcLimits, rateLimit } from "./limits.ts"
import type { RpcObserver } from "./observer.ts"

/** When so many requests wait, or so many characters, the socket is not read until some are done. */
const maxWaiting = 256
const maxWaitingLength = 32 * 1024 * 1024
/** Answers that the client has not read: beyond this share of what may queue up no more requests are begun. */
const pausedAtShare = 1 / 8
const pingEveryMs = 30_000
const sliceMs = 8
const tooSlowCode = 1013

export interface SocketOptions {
  readonly dispatcher: Dispatcher
  readonly clock: Clock
  readonly limits: RpcLimits
  readonly observer: RpcObserver
  readonly allowsUnsafe: boolean
}

/** Serves one WebSocket client until it goes. */
export function serveSocket(socket: WebSocket, options: SocketOptions): void {
  const { dispatcher, clock, limits, observer, allowsUnsafe } = options
  const pausedAtBytes = limits.maxQueuedBytes * pausedAtShare
  const openedAt = clock.monotonicMs()
  const waiting: string[] = []
  let waitingLength = 0
  let inFlight = 0
  let pumping = false
  let alive = true

  function send(text: string): void {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > limits.maxQueuedBytes) {
      observer.clientCutOff()
      socket.close(tooSlowCode, "The client reads too slowly")
      socket.terminate()
      return
    }
    socket.send(text, () => void pump())
  }

  const connection = createConnection(
    (method, subscription, result) => send(notificationText(method, subscription, result)),
    {
      protocol: "ws",
      allowsUnsafe,
      maxSubscriptions: limits.maxSubscriptionsPerConnection,
      mayCall: rateLimit(limits.callsPerMinute, clock.monotonicMs),
    },
  )
  observer.sessionOpened()

  async function handle(text: string): Promise<void> {
    inFlight++
    try {
      const answer = await dispatcher.handle(text, connection)
      if (answer.text !== undefined) send(answer.text)
      answer.afterSend()
    } finally {
      inFlight--
      void pump()
    }
  }

  const isFull = (): boolean => waiting.length >= maxWaiting || waitingLength >= maxWaitingLength
  const mayBegin = (): boolean =>
    waiting.length > 0 && inFlight < limits.maxInFlightPerConnection && socket.bufferedAmount <= pausedAtBytes

  /** Begins waiting requests; gives way to others when it has worked for a slice. */
  async function pump(): Promise<void> {
    if (pumping) return
    pumping = true
    let sliceEnd = clock.monotonicMs() + sliceMs
    while (mayBegin()) {
      const text = waiting.shift() as string
      waitingLength -= text.length
      handle(text).catch(() => socket.terminate())
      if (clock.monotonicMs() < sliceEnd) continue
      await clock.breathe()
      sliceEnd = clock.monotonicMs() + sliceMs
    }
    pumping = false
    if (socket.isPaused && !isFull()) socket.resume()
  }

  let cancelPing = (): void => {}
  function ping(): void {
    if (!alive) {
      socket.terminate()
      return
    }
    alive = false
    socket.ping()
    cancelPing = clock.after(pingEveryMs, ping)
  }
  cancelPing = clock.after(pingEveryMs, ping)

  socket.on("pong", () => {
    alive = true
  })
  socket.on("message", (data: RawData) => {
    alive = true
    const text = textOf(data)
    waiting.push(text)
    waitingLength += text.length
    if (isFull()) socket.pause()
    void pump()
  })
  socket.on("error", () => socket.terminate())
  socket.on("close", () => {
    waiting.length = 0
    cancelPing()
    connection.end()
    observer.sessionClosed((clock.monotonicMs() - openedAt) / 1000)
  })
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString("utf8")
  return Buffer.isBuffer(data) ? data.toString("utf8") : Buffer.from(data).toString("utf8")
}
