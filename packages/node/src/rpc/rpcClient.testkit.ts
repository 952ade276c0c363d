import { WebSocket } from "ws"

/** One message of the server. */
export type Message = Readonly<Record<string, unknown>>

/** A JSON-RPC client of few lines over a real WebSocket. */
export interface RpcClient {
  readonly socket: WebSocket
  /** Answers the result, or throws the error object. */
  request(method: string, ...params: unknown[]): Promise<unknown>
  /** Sends any text and answers the next message. */
  exchange(text: string | Buffer): Promise<Message | Message[]>
  /** Notifications so far: [subscription, result]. */
  readonly events: (readonly [unknown, unknown])[]
  /** Waits until there are so many notifications. */
  untilEvents(count: number): Promise<void>
  readonly closed: Promise<number>
  close(): void
}

export async function connect(url: string): Promise<RpcClient> {
  const socket = new WebSocket(url)
  const events: (readonly [unknown, unknown])[] = []
  const waiting = new Map<unknown, (message: Message) => void>()
  let next: ((message: Message | Message[]) => void) | undefined
  let nextId = 0
  const closed = new Promise<number>((resolve) => socket.on("close", resolve))
  socket.on("error", () => {})
  socket.on("message", (data) => {
    const message = JSON.parse(String(data)) as Message
    if ("method" in message) {
      const { subscription, result } = message["params"] as { subscription: unknown; result: unknown }
      events.push([subscription, result])
      return
    }
    const answer = waiting.get(message["id"])
    if (answer !== undefined) {
      waiting.delete(message["id"])
      answer(message)
    } else next?.(message)
  })
  await new Promise((resolve) => socket.on("open", resolve))

  return {
    socket,
    events,
    closed,
    request(method, ...params) {
      const id = ++nextId
      return new Promise((resolve, reject) => {
        waiting.set(id, (message) =>
          "error" in message ? reject(message["error"]) : resolve(message["result"]),
        )
        socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }))
      })
    },
    exchange(text) {
      return new Promise((resolve) => {
        next = resolve
        socket.send(text)
      })
    },
    async untilEvents(count) {
      for (let i = 0; events.length < count; i++) {
        if (i > 500) throw new Error(`only ${events.length} of ${count} events came`)
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
    close: () => socket.close(),
  }
}
