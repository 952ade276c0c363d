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
  close(): void
}

const refreshMs = 1_000

/** Follows the chain's blocks and reads the metagraph at most once a second. */
export async function followSubnet(client: Client, log: Logger): Promise<LiveView> {
  let view: SubnetView | undefined
  let routes: readonly MinerRoute[] = []
  let reading = false
  let readAt = 0
  const refresh = async () => {
    if (reading || Date.now() - readAt < refreshMs) return
    reading = true
    try {
      view = await subnetView(client, netuid)
      routes = minerRoutes(view.neurons, { allowPrivateAddresses: true })
    } catch (error) {
      log("metagraph.failed", { reason: String(error) })
    } finally {
      reading = false
      readAt = Date.now()
    }
  }
  await refresh()
  const subscription = await watchBlocks(client, () => void refresh())
  return { subnet: () => view, routes: () => routes, close: () => subscription.close() }
}
