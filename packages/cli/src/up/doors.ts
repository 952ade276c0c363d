import { createQueryLog, createStatusServer, type LoggedQuery } from "@taonet/explorer"
import { createGateway } from "@taonet/gateway"
import { dendriteQuery } from "@taonet/gateway/dendriteQuery"
import type { ServedModel } from "@taonet/gateway/types"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import type { Client } from "@taonet/sdk/index"
import type { Logger } from "../log.ts"
import type { Closers } from "./closers.ts"
import { gatewayHotkey, netuid, type PlannedSubnet, type Ports } from "./plan.ts"
import { statusSource } from "./statusSource.ts"
import { endpointsOf } from "./summary.ts"
import type { LiveView } from "./view.ts"

export interface DoorOptions {
  readonly host: string
  readonly ports: Ports
  readonly chainName: string
  readonly subnets: readonly PlannedSubnet[]
}

export interface DoorDeps {
  readonly client: Client
  readonly view: LiveView
  readonly log: Logger
  readonly closers: Closers
  readonly onQuery?: (query: LoggedQuery) => void
}

/** Completions that the gateway runs at once with one miner. */
const connectionsPerAxon = 32
/** How long running completions may take once everything was told to stop. */
const drainMs = 1_000

/** What each subnet serves, as `/v1/models` lists it. */
function modelsOf(subnets: readonly PlannedSubnet[]): ServedModel[] {
  const created = Math.floor(Date.now() / 1000)
  return subnets.flatMap(({ model, makes, embeddings }) => [
    { id: model, kind: makes, created, ownedBy: "taonet" },
    ...embeddings.map((id) => ({ id, kind: "embeddings" as const, created, ownedBy: "taonet" })),
  ])
}

function subnetsByModel(subnets: readonly PlannedSubnet[]): (model: string) => number | undefined {
  const netuids = new Map(
    subnets.flatMap(({ netuid, model, embeddings }) => [model, ...embeddings].map((id) => [id, netuid])),
  )
  return (model) => netuids.get(model)
}

/** Opens the gateway and the status page. */
export async function openDoors(
  { host, ports, chainName, subnets }: DoorOptions,
  { client, view, log, closers, onQuery }: DoorDeps,
): Promise<void> {
  const dendrite = createDendrite({ hotkey: hotkeyFromUri(gatewayHotkey), connectionsPerAxon })
  closers.add(() => dendrite.close())
  const queries = createQueryLog({ netuidOf: subnetsByModel(subnets) })
  const gateway = createGateway(
    {
      host,
      port: ports.gateway,
      netuid,
      models: modelsOf(subnets),
    },
    {
      miners: view.routes,
      query: dendriteQuery(dendrite),
      now: Date.now,
      random: Math.random,
      log: (entry) => {
        const { event, ...fields } = entry as Readonly<Record<string, unknown>>
        log(`gateway.${String(event)}`, fields)
      },
      onQuery(query) {
        queries.add(query)
        onQuery?.(query)
      },
    },
  )
  const endpoints = endpointsOf(host, ports)
  const page = createStatusServer({
    host,
    port: ports.page,
    source: statusSource({
      client,
      chainName,
      subnets,
      views: view.subnets,
      queries,
      endpoints: [
        { label: "Chain (JSON-RPC)", url: endpoints.chain },
        { label: "Gateway (OpenAI)", url: endpoints.gateway },
      ],
    }),
  })
  await Promise.all([gateway.listen(), page.listen()])
  closers.add(() => Promise.all([gateway.close(drainMs), page.close()]))
}
