import type { Clock } from "../clock.ts"
import type { Answer, Dispatcher } from "./dispatch.ts"
import { rateLimited } from "./errors.ts"
import type { Connection } from "./types.ts"

/** What goes wrong for clients on purpose, at the edge of a development chain. Shares are from 0 to 1. */
export interface Faults {
  /** Share of requests that are one too many: HTTP status 429, over WebSocket Substrate's error -32999, and no new WebSocket. */
  readonly rateLimit429?: number
  /** Share of requests at which the connection is cut. */
  readonly dropConnections?: number
  /** Share of connections that are not answered and not told anything any more. */
  readonly silentConnections?: number
  /** Blocks that must stand on a block before it is final. */
  readonly slowFinality?: number
  /** Answers come so many milliseconds late at most. */
  readonly lateAnswers?: number
  /** Answers of a connection are held until there are so many, and come in another order. */
  readonly reorderAnswers?: number
  /** Only these methods are concerned; all without. */
  readonly methods?: readonly string[]
  /** The same seed and the same requests meet the same faults. */
  readonly seed?: number
}

/** Faults that are on, and where they act. */
export interface FaultBox {
  readonly current: Faults
  set(faults: Faults): void
  /** The dispatcher as clients on the wire meet it. */
  around(dispatcher: Dispatcher): Dispatcher
  /** Whether a WebSocket is refused with 429 just now. */
  refusesConnection(): boolean
}

/** A fault: the connection ends without an answer. */
class ConnectionDropped extends Error {
  override readonly name = "ConnectionDropped"
}

/** Held answers do not wait longer for others. */
const maxHeldMs = 200
/** Of requests that wait in silence so many are kept; connections of older ones end. */
const maxSilenced = 4096
/** Whoever sets faults must be able to end them. */
const exempt = /^(dev|anvil|evm)_/

interface Line {
  readonly connection: Connection
  readonly isSilent: boolean
  readonly held: (() => void)[]
  cancel: () => void
}

export function createFaultBox(clock: Clock): FaultBox {
  let current: Faults = {}
  let random = seeded(1)
  let lines = new WeakMap<Connection, Line>()
  /** Ends those that wait in silence. */
  const silenced = new Set<() => void>()

  const happens = (share: number | undefined): boolean => share !== undefined && share > 0 && random() < share

  /** The same connection, that falls silent with its line. */
  function muted(connection: Connection): Connection {
    return Object.create(connection, {
      notify: {
        value: (...args: Parameters<Connection["notify"]>) => {
          if (!lineOf(connection).isSilent) connection.notify(...args)
        },
      },
    }) as Connection
  }
  const muting = new WeakMap<Connection, Connection>()

  function lineOf(connection: Connection): Line {
    let line = lines.get(connection)
    if (line === undefined) {
      const known = muting.get(connection) ?? muted(connection)
      muting.set(connection, known)
      line = { connection: known, isSilent: happens(current.silentConnections), held: [], cancel: () => {} }
      lines.set(connection, line)
    }
    return line
  }

  const silence = (): Promise<never> =>
    new Promise((_, reject) => {
      silenced.add(() => reject(new ConnectionDropped("the silence is over")))
      const [oldest] = silenced
      if (silenced.size <= maxSilenced || oldest === undefined) return
      silenced.delete(oldest)
      oldest()
    })

  function release(line: Line): void {
    line.cancel()
    for (const send of shuffled(line.held.splice(0), random)) send()
  }

  function hold(line: Line, count: number): Promise<void> {
    return new Promise((resolve) => {
      line.held.push(resolve)
      if (line.held.length >= count) release(line)
      else if (line.held.length === 1) line.cancel = clock.after(maxHeldMs, () => release(line))
    })
  }

  async function handle(dispatcher: Dispatcher, text: string, connection: Connection): Promise<Answer> {
    const line = lineOf(connection)
    const message = parsed(text)
    if (!isConcerned(message, current)) return dispatcher.handle(text, line.connection)
    if (line.isSilent) return silence()
    if (happens(current.dropConnections)) throw new ConnectionDropped("the connection was dropped on purpose")
    if (happens(current.rateLimit429)) return tooMany(message)
    const { lateAnswers, reorderAnswers } = current
    const lateMs = lateAnswers === undefined ? 0 : Math.floor(random() * (lateAnswers + 1))
    const answer = await dispatcher.handle(text, line.connection)
    if (lateMs > 0) await new Promise<void>((resolve) => clock.after(lateMs, resolve))
    if (reorderAnswers !== undefined && reorderAnswers > 1) await hold(line, reorderAnswers)
    return answer
  }

  return {
    get current() {
      return current
    },
    set(faults) {
      current = faults
      random = seeded(faults.seed ?? 1)
      lines = new WeakMap()
      for (const end of silenced) end()
      silenced.clear()
    },
    around: (dispatcher) => ({
      call: dispatcher.call,
      handle: (text, connection) => handle(dispatcher, text, connection),
    }),
    refusesConnection: () => happens(current.rateLimit429),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const methodOf = (message: unknown): string => String((message as { method?: unknown } | null)?.method ?? "")

/** A batch is as its first request. */
function isConcerned(message: unknown, { methods }: Faults): boolean {
  const method = methodOf(Array.isArray(message) ? message[0] : message)
  return !exempt.test(method) && (methods === undefined || methods.includes(method))
}

function tooMany(message: unknown): Answer {
  const one = (request: unknown): unknown => ({
    jsonrpc: "2.0",
    id: (request as { id?: unknown } | null)?.id ?? null,
    error: rateLimited,
  })
  const content = Array.isArray(message) ? message.map(one) : one(message)
  return { text: JSON.stringify(content), status: 429, afterSend: () => {} }
}

/** Numbers from 0 to 1 that follow from the seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** Never in the order in which they came. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items]
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * i)
    ;[out[i], out[j]] = [out[j] as T, out[i] as T]
  }
  return out
}
