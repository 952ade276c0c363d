import { isRepeatable, isStanding, type Subscription, type Transport, TransportError } from "./types.ts"

/**
 * Several ways to the same chain: each call goes to the one that answered last, and to the others in order when that gives no answer. A node
 * that answers with an error has answered. A standing subscription moves on too; a submission only from a node that cannot have seen it.
 */
export function fallback(transports: readonly Transport[]): Transport {
  if (transports.length === 0) throw new RangeError("fallback needs a transport")
  let preferred = 0
  let closed = false

  async function first<T>(method: string, act: (transport: Transport) => Promise<T>): Promise<T> {
    let last: unknown
    for (const offset of transports.keys()) {
      const index = (preferred + offset) % transports.length
      try {
        const answer = await act(transports[index]!)
        preferred = index
        return answer
      } catch (error) {
        const again = error instanceof TransportError && !closed && (isRepeatable(method) || !error.sent)
        if (!again) throw error
        last = error
      }
    }
    throw last
  }

  return {
    request: (method, params) => first(method, (transport) => transport.request(method, params)),
    async subscribe(method, params, unsubscribeMethod, onMessage, onEnd) {
      let open: Subscription | undefined
      let stopped = false
      const start = () =>
        first(method, async (transport) => {
          const opened = await transport.subscribe(method, params, unsubscribeMethod, onMessage, move)
          if (stopped) opened.close()
          else open = opened
        })
      const move = (error: Error): void => {
        if (stopped) return
        if (closed || !isStanding(method)) onEnd?.(error)
        else {
          preferred = (preferred + 1) % transports.length
          start().catch((failure: Error) => onEnd?.(failure))
        }
      }
      await start()
      return {
        close() {
          stopped = true
          open?.close()
        },
      }
    },
    async close() {
      closed = true
      await Promise.all(transports.map((transport) => transport.close()))
    },
  }
}
