import { WebSocket } from "ws"

/** A JSON-RPC client over one WebSocket that costs the machine little: what is measured is the node. */
export interface BenchClient {
  ask(method: string, params: readonly unknown[]): Promise<unknown>
  /** Keeps so many requests in flight until the list is done; answers how many were refused, and why the first was. */
  askAll(method: string, list: readonly (readonly unknown[])[], inFlight: number): Promise<Refusals>
  /** The same at a pace: so many a second, however many are in flight. */
  askAtPace(method: string, list: readonly (readonly unknown[])[], perSecond: number): Promise<Refusals>
  /** Calls `heard` with each notification. */
  onEvent(heard: (result: unknown) => void): void
  close(): void
}

const paceMs = 10

export interface Refusals {
  readonly count: number
  readonly first: unknown
}

interface Message {
  readonly id?: number
  readonly result?: unknown
  readonly error?: unknown
  readonly params?: { readonly result: unknown }
}

export async function openClient(url: string): Promise<BenchClient> {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  const waiting = new Map<number, (message: Message) => void>()
  let heard = (_result: unknown): void => {}
  let lastId = 0
  await new Promise((resolve, reject) => socket.on("open", resolve).on("error", reject))
  socket.on("message", (data) => {
    const message = JSON.parse(String(data)) as Message
    if (message.id === undefined) heard(message.params?.result)
    else {
      waiting.get(message.id)?.(message)
      waiting.delete(message.id)
    }
  })

  function send(method: string, params: readonly unknown[], answered: (message: Message) => void): void {
    const id = ++lastId
    waiting.set(id, answered)
    socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }))
  }

  return {
    ask: (method, params) =>
      new Promise((resolve, reject) => {
        send(method, params, ({ result, error }) =>
          error === undefined ? resolve(result) : reject(new Error(`${method}: ${JSON.stringify(error)}`)),
        )
      }),
    askAll: (method, list, inFlight) =>
      new Promise((resolve) => {
        let [next, done, count] = [0, 0, 0]
        let first: unknown
        const more = (): void => {
          const params = list[next++]
          if (params === undefined) return
          send(method, params, ({ error }) => {
            if (error !== undefined && count++ === 0) first = error
            if (++done === list.length) resolve({ count, first })
            else more()
          })
        }
        for (let begun = 0; begun < inFlight; begun++) more()
      }),
    askAtPace: (method, list, perSecond) =>
      new Promise((resolve) => {
        let [next, done, count] = [0, 0, 0]
        let first: unknown
        const begin = performance.now()
        const timer = setInterval(() => {
          const due = Math.min(list.length, Math.ceil(((performance.now() - begin) * perSecond) / 1000))
          for (; next < due; next++)
            send(method, list[next] ?? [], ({ error }) => {
              if (error !== undefined && count++ === 0) first = error
              if (++done < list.length) return
              clearInterval(timer)
              resolve({ count, first })
            })
        }, paceMs)
      }),
    onEvent(listener) {
      heard = listener
    },
    close: () => socket.close(),
  }
}
