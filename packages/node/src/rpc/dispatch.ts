import { errorText, type Log } from "../log.ts"
import { isUnsafe } from "./access.ts"
import {
  type ErrorObject,
  errorObject,
  internalError,
  invalidRequest,
  methodNotFound,
  parseError,
  RpcError,
  rateLimited,
  tooLargeBatch,
  tooLargeResponse,
  unsafeRefused,
} from "./errors.ts"
import { defaultRpcLimits, type RpcLimits } from "./limits.ts"
import { noObserver, type RpcObserver } from "./observer.ts"
import type { Connection, Method, RpcContext, RpcServices } from "./types.ts"

export interface DispatcherOptions {
  readonly limits?: Pick<RpcLimits, "maxBatchRequests" | "maxResponseBytes">
  readonly observer?: RpcObserver
}

export interface Dispatcher {
  /** Handles one message, single or batch. The answer's text is undefined when there is nothing to answer. */
  handle(text: string, connection: Connection): Promise<Answer>
  /** Calls a method as a request would. Throws RpcError with what a request would be answered. */
  call(method: string, params: readonly unknown[], connection: Connection): Promise<Called>
}

export interface Answer {
  readonly text: string | undefined
  /** Of HTTP, where it is not 200. */
  readonly status?: number
  /** To be called once the text is on its way. */
  afterSend(): void
}

export interface Called {
  readonly result: unknown
  afterSend(): void
}

interface Reply {
  readonly text: string
  readonly after: readonly (() => void)[]
}

const noReply: Answer = { text: undefined, afterSend: () => {} }
const sliceMs = 8

export function createDispatcher(
  methods: ReadonlyMap<string, Method>,
  services: RpcServices,
  { limits = defaultRpcLimits, observer = noObserver }: DispatcherOptions = {},
): Dispatcher {
  const { clock, log } = services
  const { maxBatchRequests, maxResponseBytes } = limits

  async function invoke(
    method: Method,
    params: readonly unknown[],
    connection: Connection,
  ): Promise<{ result: unknown; after: (() => void)[] }> {
    const after: (() => void)[] = []
    const context: RpcContext = { services, connection, afterResponse: (run) => after.push(run) }
    return { result: await method(params, context), after }
  }

  /** Undefined for a notification: it is not run, as in jsonrpsee. */
  async function handleOne(request: unknown, connection: Connection): Promise<Reply | undefined> {
    if (!isObject(request)) return failure(null, invalidRequest)
    const { id, method: name, params = [] } = request
    if (id === undefined && typeof name === "string") return undefined
    if (typeof id !== "number" && typeof id !== "string" && id !== null) return failure(null, invalidRequest)
    if (typeof name !== "string") return failure(id, invalidRequest)
    const { protocol } = connection
    const known = methods.has(name) ? name : "unknown"
    const begin = clock.monotonicMs()
    observer.callStarted(protocol, known)
    const outcome = await answerOne(name, params, connection)
    const isError = "code" in outcome
    const ms = clock.monotonicMs() - begin
    observer.callFinished({ protocol, method: known, isError, isRateLimited: outcome === rateLimited, ms })
    if (isError) return failure(id, outcome)
    return {
      text: `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${outcome.result}}`,
      after: outcome.after,
    }
  }

  async function answerOne(
    name: string,
    params: unknown,
    connection: Connection,
  ): Promise<ErrorObject | { readonly result: string; readonly after: (() => void)[] }> {
    if (!connection.mayCall()) return rateLimited
    const method = methods.get(name)
    if (method === undefined) return methodNotFound
    if (!connection.allowsUnsafe && isUnsafe(name)) return unsafeRefused
    const list = positional(params)
    if (list === undefined)
      return { code: -32602, message: "Invalid params", data: "parameters must be a list" }
    try {
      const { result, after } = await invoke(method, list, connection)
      const text = JSON.stringify(result ?? null)
      if (text.length > maxResponseBytes) throw tooLargeResponse(maxResponseBytes)
      return { result: text, after }
    } catch (error) {
      return explain(error, name, log)
    }
  }

  async function handleBatch(requests: readonly unknown[], connection: Connection): Promise<Answer> {
    if (requests.length === 0) return answer(failure(null, invalidRequest))
    if (requests.length > maxBatchRequests) return answer(failure(null, tooLargeBatch(maxBatchRequests)))
    const replies: Reply[] = []
    let length = 0
    let sliceEnd = clock.monotonicMs() + sliceMs
    for (const request of requests) {
      const reply = await handleOne(request, connection)
      if (reply === undefined) continue
      replies.push(reply)
      length += reply.text.length
      if (length > maxResponseBytes) {
        const { code, message, data } = tooLargeResponse(maxResponseBytes)
        return answer(failure(null, { code, message, data }))
      }
      if (clock.monotonicMs() < sliceEnd) continue
      await clock.breathe()
      sliceEnd = clock.monotonicMs() + sliceMs
    }
    if (replies.length === 0) return noReply
    return answer({
      text: `[${replies.map((reply) => reply.text).join(",")}]`,
      after: replies.flatMap((reply) => reply.after),
    })
  }

  return {
    async handle(text, connection) {
      let message: unknown
      try {
        message = JSON.parse(text)
      } catch {
        return answer(failure(null, parseError))
      }
      if (Array.isArray(message)) return handleBatch(message, connection)
      const reply = await handleOne(message, connection)
      return reply === undefined ? noReply : answer(reply)
    },
    async call(name, params, connection) {
      const method = methods.get(name)
      if (method === undefined) throw new RpcError(methodNotFound.code, methodNotFound.message)
      try {
        const { result, after } = await invoke(method, params, connection)
        return { result, afterSend: () => runAll(after) }
      } catch (error) {
        const { code, message, data } = explain(error, name, log)
        throw new RpcError(code, message, data)
      }
    },
  }
}

function explain(error: unknown, method: string, log: Log): ErrorObject {
  const known = errorObject(error)
  if (known !== undefined) return known
  log("error", `${method} failed: ${errorText(error)}`, { error })
  return internalError
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Parameters by name are not offered; an empty object is as good as none. */
function positional(params: unknown): readonly unknown[] | undefined {
  if (params === null) return []
  if (Array.isArray(params)) return params
  return isObject(params) && Object.keys(params).length === 0 ? [] : undefined
}

function failure(id: unknown, error: ErrorObject): Reply {
  return { text: JSON.stringify({ jsonrpc: "2.0", id, error }), after: [] }
}

function answer({ text, after }: Reply): Answer {
  return { text, afterSend: () => runAll(after) }
}

function runAll(runs: readonly (() => void)[]): void {
  for (const run of runs) run()
}
