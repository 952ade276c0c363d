import { isRepeatable, isStanding, type Subscription, type Transport, TransportError } from "./types.ts"
import { type WebSocketOptions, webSocketTransport } from "./webSocket.ts"

export interface ReconnectOptions extends Omit<WebSocketOptions, "onClose"> {
  /** Milliseconds before the first try to come back; doubles with each failure. Default 200. */
  readonly delayMs?: number
  readonly delayMsMax?: number
  /** Tries of one call, and tries to come back for a standing subscription. Default 8. */
  readonly attempts?: number
}

/** A subscription that outlives connections. */
interface Standing {
  readonly method: string
  readonly params: readonly unknown[]
  readonly unsubscribeMethod: string
  onMessage(result: unknown): void
  onEnd?: ((error: Error) => void) | undefined
  open: Subscription | undefined
}

/**
 * A WebSocket that connects with its first call and comes back after a loss: reads are asked again, standing subscriptions are opened again
 * (what was missed meanwhile is the subscriber's to fetch). A submission is never repeated: it rejects with TransportError.
 */
export function webSocket(url: string, options: ReconnectOptions = {}): Transport {
  const { delayMs = 200, delayMsMax = 10_000, attempts = 8, ...timeouts } = options
  const standing = new Set<Standing>()
  let current: Promise<Transport> | undefined
  let closed = false
  let restoring = false

  function connected(): Promise<Transport> {
    if (closed) return Promise.reject(new TransportError(`the connection to ${url} was closed`, false))
    if (current) return current
    const opening = webSocketTransport(url, { ...timeouts, onClose: () => forget(opening) })
    current = opening
    opening.catch(() => forget(opening))
    return opening
  }

  function forget(lost: Promise<Transport>): void {
    if (current !== lost) return
    current = undefined
    for (const one of standing) one.open = undefined
    void restore()
  }

  /** Tries again until `act` succeeds, fails for another reason than the connection, or has used up its attempts. */
  async function withRetries<T>(act: (transport: Transport) => Promise<T>, repeatable: boolean): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await act(await connected())
      } catch (error) {
        const again = error instanceof TransportError && !closed && (repeatable || !error.sent)
        if (!again || attempt >= attempts) throw error
        await pause(Math.min(delayMs * 2 ** (attempt - 1), delayMsMax))
      }
    }
  }

  async function restore(): Promise<void> {
    if (restoring || closed || standing.size === 0) return
    restoring = true
    try {
      for (const one of [...standing]) {
        if (one.open || !standing.has(one)) continue
        await withRetries((transport) => open(transport, one), true).catch((error: Error) => {
          standing.delete(one)
          one.onEnd?.(error)
        })
      }
    } finally {
      restoring = false
    }
    if ([...standing].some((one) => one.open === undefined)) await restore()
  }

  async function open(transport: Transport, one: Standing): Promise<void> {
    const { method, params, unsubscribeMethod } = one
    const opened = await transport.subscribe(method, params, unsubscribeMethod, one.onMessage)
    if (standing.has(one)) one.open = opened
    else opened.close()
  }

  return {
    request: (method, params) =>
      withRetries((transport) => transport.request(method, params), isRepeatable(method)),
    async subscribe(method, params, unsubscribeMethod, onMessage, onEnd) {
      if (!isStanding(method))
        return withRetries(
          (transport) => transport.subscribe(method, params, unsubscribeMethod, onMessage, onEnd),
          false,
        )
      const one: Standing = { method, params, unsubscribeMethod, onMessage, onEnd, open: undefined }
      standing.add(one)
      try {
        await withRetries((transport) => open(transport, one), true)
      } catch (error) {
        standing.delete(one)
        throw error
      }
      return {
        close() {
          standing.delete(one)
          one.open?.close()
        },
      }
    },
    async close() {
      closed = true
      const open = await current?.catch(() => undefined)
      const error = new TransportError(`the connection to ${url} was closed`)
      for (const { onEnd } of standing) onEnd?.(error)
      standing.clear()
      await open?.close()
    },
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
