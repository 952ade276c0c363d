import type { NeuronStatus, QueryStatus, Status, StatusSource, SubnetStatus } from "@taonet/explorer/types"
import type { SubnetView } from "@taonet/neuron/chain"
import type { Hex } from "@taonet/primitives/hex"
import { SubnetInfoRuntimeApi } from "@taonet/runtime/apis/subnetInfoRuntimeApi/schema"
import { storage as balances } from "@taonet/runtime/pallets/balances/schema"
import type { DynamicInfo } from "@taonet/runtime/pallets/subtensor/types"
import { storage as timestamp } from "@taonet/runtime/pallets/timestamp/schema"
import { type Client, callApi, readValue } from "@taonet/sdk/index"
import { netuid } from "./plan.ts"

export interface StatusSourceDeps {
  readonly client: Client
  readonly chainName: string
  /** Those of which neurons are known. The page shows the neurons of the first. */
  readonly subnets: () => readonly SubnetView[]
  readonly queries: () => readonly QueryStatus[]
  readonly endpoints: Status["endpoints"]
}

/** What the status page shows, read from the chain on demand. */
export function statusSource(deps: StatusSourceDeps): StatusSource {
  return { status: () => readStatus(deps) }
}

async function readStatus({
  client,
  chainName,
  subnets: seen,
  queries,
  endpoints,
}: StatusSourceDeps): Promise<Status> {
  const hash = await client.transport.request<Hex>("chain_getBlockHash", [])
  const [header, issuance, time, subnets] = await Promise.all([
    client.transport.request<{ number: string }>("chain_getHeader", [hash]),
    readValue(client, balances.TotalIssuance, hash),
    readValue(client, timestamp.Now, hash),
    callApi(client, SubnetInfoRuntimeApi, "get_all_dynamic_info", {}, hash),
  ])
  const block = Number(header.number)
  const views = seen()
  return {
    chain: {
      name: chainName,
      specVersion: client.specVersion,
      block,
      hash,
      timestamp: Number(time),
      issuance,
    },
    endpoints,
    subnets: subnets.flatMap((info) => (info ? [subnetStatus(info, views)] : [])),
    metagraph: {
      netuid,
      neurons: (views.find((view) => view.netuid === netuid)?.neurons ?? []).map(neuronStatus),
    },
    queries: queries(),
  }
}

function subnetStatus(info: DynamicInfo, views: readonly SubnetView[]): SubnetStatus {
  const elapsed = Number(info.blocks_since_last_step)
  return {
    netuid: info.netuid,
    name: text(info.subnet_name),
    symbol: text(info.token_symbol),
    tempo: info.tempo,
    blocksToEpoch: info.netuid === 0 || info.tempo === 0 ? null : Math.max(info.tempo - elapsed, 0),
    neurons: views.find(({ netuid }) => netuid === info.netuid)?.neurons.length ?? 0,
    maxNeurons: 256,
    price: info.netuid === 0 ? 1_000_000_000n : priceOf(info),
  }
}

/** Rao of TAO for one alpha, from the reserves: what a small trade would pay. */
function priceOf({ tao_in, alpha_in }: DynamicInfo): bigint | null {
  return alpha_in === 0n ? null : (tao_in * 1_000_000_000n) / alpha_in
}

function neuronStatus(neuron: SubnetView["neurons"][number]): NeuronStatus {
  return neuron
}

/** Names come as lists of characters, each a compact integer of one UTF-8 byte. */
const text = (bytes: readonly number[]): string => new TextDecoder().decode(Uint8Array.from(bytes))
