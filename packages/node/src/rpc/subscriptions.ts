import { methodNotFound, RpcError, tooManySubscriptions } from "./errors.ts"
import { stringParam } from "./params.ts"
import type { Method, RpcContext, Stop, Subscribe } from "./types.ts"

/** Events before the answer is out: more than that is a subscription gone wrong. */
const maxHeldBack = 10_000

let lastId = 0

/** Ids are unique in the process, so that no client mistakes one connection's for another's. */
export const nextSubscriptionId = (): string => `tao${(++lastId).toString(36).padStart(8, "0")}`

/** The method that opens subscriptions of this kind. */
export function subscribeMethod({ notification, start }: Subscribe): Method {
  return (params, context) => {
    const { connection } = context
    if (!connection.canNotify)
      throw new RpcError(methodNotFound.code, "Subscriptions need a WebSocket connection")
    if (connection.subscriptions.size >= connection.maxSubscriptions)
      throw tooManySubscriptions(connection.maxSubscriptions)
    const id = nextSubscriptionId()
    let heldBack: unknown[] | undefined = []
    const sink = (result: unknown): void => {
      if (heldBack === undefined) connection.notify(notification, id, result)
      else if (heldBack.length < maxHeldBack) heldBack.push(result)
    }
    function opened(stop: Stop): string {
      if (connection.ended) stop()
      else connection.subscriptions.set(id, stop)
      context.afterResponse(() => {
        const held = heldBack ?? []
        heldBack = undefined
        for (const result of held) connection.notify(notification, id, result)
      })
      return id
    }
    const started = start(params, sink, context, id)
    return started instanceof Promise ? started.then(opened) : opened(started)
  }
}

/** Ends a subscription of any kind; answers whether there was one. */
export const unsubscribe: Method = (params, context) => {
  // Some clients send the id as the number that other servers give.
  const id = typeof params[0] === "number" ? String(params[0]) : stringParam(params, 0)
  return endSubscription(context, id)
}

export function endSubscription({ connection }: RpcContext, id: string): boolean {
  const stop = connection.subscriptions.get(id)
  if (stop === undefined) return false
  connection.subscriptions.delete(id)
  stop()
  return true
}
