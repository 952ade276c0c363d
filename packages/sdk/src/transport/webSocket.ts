import { openSocket } from "./socket.ts"
import { RpcError, type Transport, TransportError } from "./types.ts"

export interface WebSocketOptions {
  /** Milliseconds until a call without answer is given up. */
  readonly timeoutMs?: number
  /** Milliseconds for the connection to open. */
  readonly connectTimeoutMs?: number
  /** Told once when the connection is gone, also when it was closed from here. */
  readonly onClose?: () => void
}

const timeoutMsDefault = 30_000
const connectTimeoutMsDefault = 10_000

interface Pending {
  resolve(value: unknown): void
  reject(error: Error): void
  readonly timer: ReturnType<typeof setTimeout>
}

interface Listener {
  onMessage(result: unknown): void
  onEnd?: ((error: Error) => void) | undefined
}

/** Notifications can arrive before their subscription's id is known to the caller; this many are kept for each unknown id. */
const earlyMax = 64

/** A JSON-RPC connection over one WebSocket. When it is lost it stays lost: `webSocket` is the one that comes back. */
export async function webSocketTransport(url: string, options: WebSocketOptions = {}): Promise<Transport> {
  const { timeoutMs = timeoutMsDefault, connectTimeoutMs = connectTimeoutMsDefault } = options
  const pending = new Map<number, Pending>()
  const subscriptions = new Map<string, Listener>()
  const early = new Map<string, unknown[]>()
  let lastId = 0
  let ended: () => void = () => undefined
  const end = new Promise<void>((resolve) => {
    ended = resolve
  })
  const socket = await openSocket(url, connectTimeoutMs, { onText: receive, onClose: lose })

  function lose(): void {
    const error = new TransportError(`connection to ${url} was closed`)
    for (const { reject, timer } of pending.values()) {
      clearTimeout(timer)
      reject(error)
    }
    pending.clear()
    for (const { onEnd } of subscriptions.values()) onEnd?.(error)
    subscriptions.clear()
    ended()
    options.onClose?.()
  }

  function receive(text: string): void {
    const message = JSON.parse(text) as Message
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
      if (!socket.isOpen) return reject(new TransportError(`not connected to ${url}`, false))
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
      socket.close()
      return end
    },
  }
}

interface Message {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
  readonly params?: { readonly subscription: string | number; readonly result: unknown }
}
