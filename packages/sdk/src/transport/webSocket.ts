import { WebSocket } from "ws"
import { RpcError, type Transport, TransportError } from "./types.ts"

export interface WebSocketOptions {
  /** Milliseconds until a call without answer is given up. */
  readonly timeoutMs?: number
  /** Milliseconds for the connection to open. */
  readonly connectTimeoutMs?: number
}

const timeoutMsDefault = 30_000
const connectTimeoutMsDefault = 10_000
/** Metadata and large metagraphs come in one frame. */
const frameBytesMax = 64 * 1024 * 1024

interface Pending {
  resolve(value: unknown): void
  reject(error: Error): void
  readonly timer: NodeJS.Timeout
}

interface Subscription {
  onMessage(result: unknown): void
  onEnd?: ((error: Error) => void) | undefined
}

/** Notifications can arrive before their subscription's id is known to the caller; this many are kept for each unknown id. */
const earlyMax = 64

/** A JSON-RPC connection over WebSocket. It does not reconnect by itself: a lost chain is the caller's to decide about. */
export async function webSocketTransport(url: string, options: WebSocketOptions = {}): Promise<Transport> {
  const { timeoutMs = timeoutMsDefault, connectTimeoutMs = connectTimeoutMsDefault } = options
  const socket = await open(url, connectTimeoutMs)
  const pending = new Map<number, Pending>()
  const subscriptions = new Map<string, Subscription>()
  const early = new Map<string, unknown[]>()
  let lastId = 0

  const end = (error: Error) => {
    for (const { reject, timer } of pending.values()) {
      clearTimeout(timer)
      reject(error)
    }
    pending.clear()
    for (const { onEnd } of subscriptions.values()) onEnd?.(error)
    subscriptions.clear()
  }
  socket.on("close", () => end(new TransportError(`connection to ${url} was closed`)))
  socket.on("error", (error) => end(new TransportError(error.message)))
  socket.on("message", (data) => receive(JSON.parse(String(data)) as Message))

  function receive(message: Message): void {
    if (message.params) {
      notify(String(message.params.subscription), message.params.result)
      return
    }
    const waiting = pending.get(message.id as number)
    if (!waiting) return
    pending.delete(message.id as number)
    clearTimeout(waiting.timer)
    if (message.error)
      waiting.reject(new RpcError(message.error.code, message.error.message, message.error.data))
    else waiting.resolve(message.result)
  }

  function notify(id: string, result: unknown): void {
    const subscription = subscriptions.get(id)
    if (subscription) {
      subscription.onMessage(result)
      return
    }
    const kept = early.get(id) ?? []
    if (kept.length < earlyMax) early.set(id, [...kept, result])
  }

  function request<T>(method: string, params: readonly unknown[] = []): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) return reject(new TransportError(`not connected to ${url}`))
      const id = ++lastId
      const timer = setTimeout(() => {
        pending.delete(id)
        reject(new TransportError(`${method} had no answer within ${timeoutMs} ms`))
      }, timeoutMs)
      pending.set(id, { resolve: resolve as (value: unknown) => void, reject, timer })
      socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }))
    })
  }

  return {
    request,
    async subscribe(method, params, unsubscribeMethod, onMessage, onEnd) {
      const id = String(await request<string | number>(method, params))
      subscriptions.set(id, { onMessage, onEnd })
      for (const result of early.get(id) ?? []) onMessage(result)
      early.delete(id)
      return {
        close() {
          if (subscriptions.delete(id)) request(unsubscribeMethod, [id]).catch(() => undefined)
        },
      }
    },
    close() {
      return new Promise((resolve) => {
        if (socket.readyState === WebSocket.CLOSED) return resolve()
        socket.once("close", () => resolve())
        socket.close()
      })
    },
  }
}

interface Message {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
  readonly params?: { readonly subscription: string | number; readonly result: unknown }
}

function open(url: string, timeoutMs: number): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, {
      maxPayload: frameBytesMax,
      perMessageDeflate: false,
      handshakeTimeout: timeoutMs,
    })
    socket.once("open", () => {
      socket.off("error", fail)
      resolve(socket)
    })
    const fail = (error: Error) => reject(new TransportError(`cannot connect to ${url}: ${error.message}`))
    socket.once("error", fail)
  })
}
