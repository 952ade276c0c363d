import { minerRoutes } from "@taonet/gateway/minerRoutes"
import type { MinerRoute } from "@taonet/gateway/types"
import type { SubnetView } from "@taonet/neuron/chain"
import { subnetView } from "@taonet/neuron/sdkChain"
import { type Client, watchBlocks } from "@taonet/sdk/index"
import type { Logger } from "../log.ts"
import { netuid } from "./plan.ts"

/** The subnet as last seen, kept fresh in the background: gateway and page read it synchronously. */
export interface LiveView {
  subnet(): SubnetView | undefined
  routes(): readonly MinerRoute[]
  /** Resolves once so many miners serve. */
  untilServing(miners: number): Promise<void>
  close(): void
}

const refreshMs = 1_000

/** Follows the chain's blocks and reads the metagraph at most once a second, or with every block while somebody waits for miners. */
export async function followSubnet(client: Client, log: Logger): Promise<LiveView> {
  let view: SubnetView | undefined
  let routes: readonly MinerRoute[] = []
  let reading = false
  let readAt = Number.NEGATIVE_INFINITY
  const waiting = new Set<{ readonly miners: number; readonly resolve: () => void }>()

  const refresh = async () => {
    if (reading || (waiting.size === 0 && performance.now() - readAt < refreshMs)) return
    reading = true
    try {
      view = await subnetView(client, netuid)
      routes = minerRoutes(view.neurons, { allowPrivateAddresses: true })
      for (const waiter of waiting) {
        if (routes.length < waiter.miners) continue
        waiting.delete(waiter)
        waiter.resolve()
      }
    } catch (error) {
      log("metagraph.failed", { reason: String(error) })
    } finally {
      reading = false
      readAt = performance.now()
    }
  }
  const subscription = await watchBlocks(client, () => void refresh())
  return {
    subnet: () => view,
    routes: () => routes,
    untilServing(miners) {
      if (routes.length >= miners) return Promise.resolve()
      return new Promise((resolve) => {
        waiting.add({ miners, resolve })
        void refresh()
      })
    },
    close: () => subscription.close(),
  }
}
