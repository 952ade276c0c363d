import type { Node } from "@taonet/node/node"
import { RpcError as NodeRpcError } from "@taonet/node/rpc/errors"
import { RpcError, type Transport, TransportError } from "@taonet/sdk/transport/types"

/** The SDK's way to a node in the same process: no port, no JSON text. Values are as they would come over a wire. */
export function inProcessTransport(node: Pick<Node, "request" | "subscribe">): Transport {
  let closed = false
  const ends = new Set<(error: Error) => void>()

  function open(): void {
    if (closed) throw new TransportError("the connection is closed")
  }

  return {
    async request<T>(method: string, params: readonly unknown[] = []): Promise<T> {
      open()
      return (await asSdk(node.request(method, params))) as T
    },
    async subscribe(method, params, _unsubscribeMethod, onMessage, onEnd) {
      open()
      const stop = await asSdk(node.subscribe(method, params, onMessage))
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

/** Errors as the SDK's own, so that code under test meets the same in both ways. */
async function asSdk<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof NodeRpcError) throw new RpcError(error.code, error.message, error.data)
    throw error
  }
}
