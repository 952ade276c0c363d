import { isTerminal, type TransactionStatus } from "../pool/entry.ts"
import { isRetriable, PoolError } from "../pool/errors.ts"
import type { RpcServices } from "./types.ts"

export interface Broadcast {
  /** False once the transaction is final or has no chance. */
  isActive(): boolean
  stop(): void
}

/** Submits a transaction now, and again after each block while the pool has lost it and may still take it. */
export function startBroadcast({ chain, pool }: RpcServices, extrinsic: Uint8Array): Broadcast {
  let unwatch = (): void => {}
  let inPool = false
  let active = true

  function onStatus(status: TransactionStatus): void {
    if (!isTerminal(status)) return
    inPool = false
    if (status !== "dropped") stop()
  }

  function attempt(): void {
    if (inPool || !active) return
    try {
      inPool = true
      unwatch = pool.submit(extrinsic, onStatus).unwatch
    } catch (error) {
      inPool = false
      if (!(error instanceof PoolError) || !isRetriable(error.refusal)) stop()
    }
  }

  const stopListening = chain.listen({ best: attempt })
  function stop(): void {
    active = false
    stopListening()
    unwatch()
  }
  attempt()
  return { isActive: () => active, stop }
}
