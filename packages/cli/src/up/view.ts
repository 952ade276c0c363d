import { minerRoutes } from "@taonet/gateway/minerRoutes"
import type { MinerRoute } from "@taonet/gateway/types"
import type { SubnetView } from "@taonet/neuron/chain"
import { subnetView } from "@taonet/neuron/sdkChain"
import { type Client, watchBlocks } from "@taonet/sdk/index"
import type { Logger } from "../log.ts"
import type { PlannedSubnet } from "./plan.ts"

/** The subnets as last seen, kept fresh in the background: gateway and page read them synchronously. */
export interface LiveView {
  subnets(): readonly SubnetView[]
  /** The serving miners of all subnets, each for its subnet's models. */
  routes(): readonly MinerRoute[]
  /** Looks at this subnet too from now on. */
  follow(subnet: Pick<PlannedSubnet, "netuid" | "model" | "embeddings">): void
  /** Resolves once so many miners of a subnet serve. */
  untilServing(netuid: number, miners: number): Promise<void>
  close(): void
}

interface Followed {
  readonly netuid: number
  readonly models: readonly string[]
  view: SubnetView | undefined
  routes: readonly MinerRoute[]
}

const refreshMs = 1_000

/** Follows the chain's blocks and reads the metagraphs at most once a second, or with every block while somebody waits for miners. */
export async function followSubnets(client: Client, log: Logger): Promise<LiveView> {
  const followed: Followed[] = []
  let routes: readonly MinerRoute[] = []
  let reading = false
  let readAt = Number.NEGATIVE_INFINITY
  const waiting = new Set<{ netuid: number; miners: number; resolve: () => void }>()
  const serving = (netuid: number): number =>
    followed.find((one) => one.netuid === netuid)?.routes.length ?? 0

  const refresh = async () => {
    if (reading || (waiting.size === 0 && performance.now() - readAt < refreshMs)) return
    reading = true
    try {
      for (const subnet of followed) await read(client, subnet)
      routes = followed.flatMap((subnet) => subnet.routes)
      for (const waiter of waiting) {
        if (serving(waiter.netuid) < waiter.miners) continue
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
    subnets: () => followed.flatMap(({ view }) => (view ? [view] : [])),
    routes: () => routes,
    follow: ({ netuid, model, embeddings }) =>
      void followed.push({ netuid, models: [model, ...embeddings], view: undefined, routes: [] }),
    untilServing(netuid, miners) {
      if (serving(netuid) >= miners) return Promise.resolve()
      return new Promise((resolve) => {
        waiting.add({ netuid, miners, resolve })
        void refresh()
      })
    },
    close: () => subscription.close(),
  }
}

async function read(client: Client, subnet: Followed): Promise<void> {
  const { netuid, models } = subnet
  subnet.view = await subnetView(client, netuid)
  const found = minerRoutes(subnet.view.neurons, { allowPrivateAddresses: true })
  subnet.routes = found.map((route) => ({ ...route, netuid, models }))
}
