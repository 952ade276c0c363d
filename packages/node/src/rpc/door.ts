import { createConnection } from "./connection.ts"
import type { Dispatcher } from "./dispatch.ts"
import { internalError, RpcError } from "./errors.ts"

/** JSON-RPC without a wire: the same methods, plain values in and out. */
export interface Door {
  /** Throws RpcError. */
  request(method: string, params?: readonly unknown[]): Promise<unknown>
  /** Opens a subscription; the answer ends it. No event comes before this resolves. */
  subscribe(
    method: string,
    params: readonly unknown[],
    onEvent: (result: unknown) => void,
  ): Promise<() => Promise<void>>
}

export function openDoor(dispatcher: Dispatcher): Door & { close(): void } {
  const listeners = new Map<string, (result: unknown) => void>()
  const connection = createConnection((_method, subscription, result) =>
    listeners.get(subscription)?.(result),
  )

  return {
    async request(method, params = []) {
      const { result, afterSend } = await dispatcher.call(method, params, connection)
      // The caller has its answer before what the request set off begins.
      setImmediate(afterSend)
      return result
    },
    async subscribe(method, params, onEvent) {
      const { result, afterSend } = await dispatcher.call(method, params, connection)
      if (typeof result !== "string" || !connection.subscriptions.has(result))
        throw new RpcError(internalError.code, `${method} does not open a subscription`)
      listeners.set(result, onEvent)
      setImmediate(afterSend)
      return async () => {
        listeners.delete(result)
        connection.subscriptions.get(result)?.()
        connection.subscriptions.delete(result)
      }
    },
    close() {
      listeners.clear()
      connection.end()
    },
  }
}
