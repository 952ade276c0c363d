import { RpcError, type Transport, TransportError } from "./types.ts"

/** What a node offers to callers in its own process. */
export interface NodeDoor {
  request(method: string, params?: readonly unknown[]): Promise<unknown>
  subscribe(
    method: string,
    params: readonly unknown[],
    onEvent: (result: unknown) => void,
  ): Promise<() => Promise<void>>
}

/** The way to a node in the same process: no port, no JSON text. Closing it leaves the node running. */
export function inProcess(node: NodeDoor): Transport {
  let closed = false
  const ends = new Set<(error: Error) => void>()
  const ask = async <T>(call: () => Promise<T>): Promise<T> => {
    if (closed) throw new TransportError("the connection is closed", false)
    try {
      return await call()
    } catch (error) {
      throw asRpcError(error)
    }
  }

  return {
    request: <T>(method: string, params: readonly unknown[] = []) =>
      ask(() => node.request(method, params)) as Promise<T>,
    async subscribe(method, params, _unsubscribeMethod, onMessage, onEnd) {
      const stop = await ask(() => node.subscribe(method, params, onMessage))
      if (onEnd) ends.add(onEnd)
      return {
        close() {
          if (onEnd) ends.delete(onEnd)
          void stop()
        },
      }
    },
    async close() {
      closed = true
      for (const end of ends) end(new TransportError("the connection was closed"))
      ends.clear()
    },
  }
}

/** The node's own errors are of another class, with the same fields. */
function asRpcError(error: unknown): unknown {
  const { code, message, data } = error as { code?: unknown; message?: unknown; data?: unknown }
  return typeof code === "number" ? new RpcError(code, String(message), data) : error
}
