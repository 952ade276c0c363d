import type { Hex } from "@taonet/primitives/hex"
import { RpcError, type Subscription, type Transport, TransportError } from "./types.ts"

export interface HttpOptions {
  /** Milliseconds until a call without answer is given up. Default 30 000. */
  readonly timeoutMs?: number
  /** Milliseconds between two looks for what a WebSocket would be told. Default 1000. */
  readonly pollMs?: number
  /** Blocks after which a submitted transaction that is in none of them counts as dropped. Default 128. */
  readonly dropAfterBlocks?: number
}

type OnMessage = (result: unknown) => void
type OnEnd = ((error: Error) => void) | undefined

/**
 * JSON-RPC over HTTP. It cannot be told anything, so it looks again and again for new heads and for the block of a submitted transaction;
 * other subscriptions are refused.
 */
export function http(url: string, options: HttpOptions = {}): Transport {
  const { timeoutMs = 30_000, pollMs = 1_000, dropAfterBlocks = 128 } = options
  const polls = new Set<() => void>()
  let lastId = 0
  let closed = false

  async function request<T>(method: string, params: readonly unknown[] = []): Promise<T> {
    if (closed) throw new TransportError(`the connection to ${url} was closed`, false)
    const body = JSON.stringify({ jsonrpc: "2.0", id: ++lastId, method, params })
    const headers = { "content-type": "application/json" }
    const signal = AbortSignal.timeout(timeoutMs)
    const answer = await fetch(url, { method: "POST", headers, body, signal })
      .then((response) => response.json() as Promise<Answer>)
      .catch((error: Error) => {
        const { message, code } = (error.cause ?? error) as { message: string; code?: string }
        const unreachable = code === "ECONNREFUSED" || code === "ENOTFOUND"
        throw new TransportError(`${method} had no answer from ${url}: ${message}`, !unreachable)
      })
    if (answer.error) throw new RpcError(answer.error.code, answer.error.message, answer.error.data)
    return answer.result as T
  }

  /** Looks until `look` says that it has seen enough. */
  function poll(look: () => Promise<boolean>, onEnd: OnEnd): Subscription {
    let timer: ReturnType<typeof setTimeout> | undefined
    let stopped = false
    const stop = () => {
      stopped = true
      clearTimeout(timer)
      polls.delete(stop)
    }
    const again = async () => {
      try {
        if (await look()) stop()
        else if (!stopped) timer = setTimeout(again, pollMs)
      } catch (error) {
        const wasStopped = stopped
        stop()
        if (!wasStopped) onEnd?.(error as Error)
      }
    }
    polls.add(stop)
    void again()
    return { close: stop }
  }

  function pollHeads(
    method: "chain_getHeader" | "chain_getFinalizedHead",
    onMessage: OnMessage,
    onEnd: OnEnd,
  ) {
    let last = ""
    return poll(async () => {
      const at = method === "chain_getFinalizedHead" ? [await request<Hex>(method)] : []
      const header = await request<{ number: string }>("chain_getHeader", at)
      if (JSON.stringify(header) !== last) onMessage(header)
      last = JSON.stringify(header)
      return false
    }, onEnd)
  }

  async function watchSubmitted(extrinsic: Hex, onMessage: OnMessage, onEnd: OnEnd): Promise<Subscription> {
    const numberOf = async (hash: Hex) =>
      Number((await request<{ number: string }>("chain_getHeader", [hash])).number)
    const start = await numberOf(await request<Hex>("chain_getFinalizedHead"))
    await request("author_submitExtrinsic", [extrinsic])
    let next = start + 1
    return poll(async () => {
      const last = await numberOf(await request<Hex>("chain_getFinalizedHead"))
      for (; next <= last; next++) {
        const hash = await request<Hex>("chain_getBlockHash", [next])
        const { block } = await request<{ block: { extrinsics: Hex[] } }>("chain_getBlock", [hash])
        if (!block.extrinsics.includes(extrinsic)) continue
        onMessage({ finalized: hash })
        return true
      }
      if (next - start <= dropAfterBlocks) return false
      onMessage("dropped")
      return true
    }, onEnd)
  }

  return {
    request,
    async subscribe(method, params, _unsubscribeMethod, onMessage, onEnd) {
      if (method === "chain_subscribeNewHeads") return pollHeads("chain_getHeader", onMessage, onEnd)
      if (method === "chain_subscribeFinalizedHeads")
        return pollHeads("chain_getFinalizedHead", onMessage, onEnd)
      if (method === "author_submitAndWatchExtrinsic")
        return watchSubmitted(params[0] as Hex, onMessage, onEnd)
      throw new TransportError(`${method} needs a WebSocket`)
    },
    async close() {
      closed = true
      for (const stop of polls) stop()
    },
  }
}

interface Answer {
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}
