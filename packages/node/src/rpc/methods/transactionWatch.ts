import type { TransactionStatus } from "../../pool/entry.ts"
import { PoolError } from "../../pool/errors.ts"
import { bytesParam } from "../params.ts"
import { subscribeMethod, unsubscribe } from "../subscriptions.ts"
import type { Method } from "../types.ts"

/** The newer form of `author_submitAndWatchExtrinsic`: refusals come as events. */
export const transactionWatch_v1_submitAndWatch: Method = subscribeMethod({
  notification: "transactionWatch_v1_watchEvent",
  async start(params, sink, { services }) {
    const extrinsic = bytesParam(params, 0)
    try {
      const { unwatch } = await services.pool.admit(extrinsic, (status, inBlock) => {
        const event = eventOf(status, inBlock)
        if (event !== undefined) sink(event)
      })
      return unwatch
    } catch (error) {
      if (!(error instanceof PoolError)) throw error
      sink({ event: "invalid", error: error.message })
      return () => {}
    }
  },
})
export const transactionWatch_v1_unwatch: Method = unsubscribe

function eventOf(status: TransactionStatus, inBlock: { hash: string; index: number } | undefined): unknown {
  if (status === "ready" || status === "future") return { event: "validated" }
  if (status === "invalid") return { event: "invalid", error: "Extrinsic marked as invalid" }
  if (status === "dropped")
    return { event: "dropped", error: "Extrinsic dropped from the pool due to exceeding limits" }
  if ("usurped" in status)
    return { event: "invalid", error: "Extrinsic was rendered invalid by another extrinsic" }
  if ("broadcast" in status) return undefined
  const event = "finalized" in status ? "finalized" : "bestChainBlockIncluded"
  return { event, block: inBlock }
}
