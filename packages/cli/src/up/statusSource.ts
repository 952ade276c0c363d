import type { QueryLog } from "@taonet/explorer"
import type { NeuronStatus, Status, StatusSource, SubnetStatus } from "@taonet/explorer/types"
import { zero32 } from "@taonet/frame/zero"
import type { SubnetView } from "@taonet/neuron/chain"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import type { Hex } from "@taonet/primitives/hex"
import { encodeAddress } from "@taonet/primitives/ss58"
import { SubnetInfoRuntimeApi } from "@taonet/runtime/apis/subnetInfoRuntimeApi/schema"
import { storage as balances } from "@taonet/runtime/pallets/balances/schema"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import type { DynamicInfo, SubnetInfo } from "@taonet/runtime/pallets/subtensor/types"
import { storage as timestamp } from "@taonet/runtime/pallets/timestamp/schema"
import { type Client, callApi, readMap, readValue } from "@taonet/sdk/index"
import { agreements } from "./agreements.ts"
import { mechanismsOf } from "./mechanisms.ts"
import { ownerHotkey, type PlannedSubnet } from "./plan.ts"

export interface StatusSourceDeps {
  readonly client: Client
  readonly chainName: string
  /** Those that this network runs. */
  readonly subnets: readonly PlannedSubnet[]
  /** Those of which neurons are known. */
  readonly views: () => readonly SubnetView[]
  readonly queries: QueryLog
  readonly endpoints: Status["endpoints"]
}

/** What the status page shows, read from the chain on demand. */
export function statusSource(deps: StatusSourceDeps): StatusSource {
  const { client, chainName, subnets, views, queries, endpoints } = deps
  const names = namesOf(subnets)
  const agreementOn = agreements(client)

  async function neuronsOf(view: SubnetView, at: Hex): Promise<NeuronStatus[]> {
    const trusts = await readMap(client, subtensor.ValidatorTrust, [view.netuid], at)
    return view.neurons.map(({ coldkey: _, axon, ...neuron }) => ({
      ...neuron,
      axon: axon && { ip: axon.ip, port: axon.port },
      name: names.get(neuron.hotkey) ?? null,
      validatorTrust: (trusts[neuron.uid] ?? 0) / 65_535,
    }))
  }

  async function subnetStatus(
    info: DynamicInfo,
    counts: SubnetInfo | undefined,
    at: Hex,
  ): Promise<SubnetStatus> {
    const { netuid, tempo } = info
    const planned = subnets.find((subnet) => subnet.netuid === netuid)
    const view = views().find((one) => one.netuid === netuid)
    return {
      ...{ netuid, tempo, name: text(info.subnet_name), symbol: text(info.token_symbol) },
      ...{ kind: planned?.kind ?? null, models: planned ? [planned.model, ...planned.embeddings] : [] },
      blocksToEpoch:
        netuid === 0 || tempo === 0 ? null : Math.max(tempo - Number(info.blocks_since_last_step), 0),
      price: netuid === 0 ? 1_000_000_000n : priceOf(info),
      neuronCount: view?.neurons.length ?? counts?.subnetwork_n ?? 0,
      maxNeurons: counts?.max_allowed_uids ?? 0,
      neurons: view === undefined ? null : await neuronsOf(view, at),
      mechanisms: view === undefined ? null : await mechanismsOf(client, netuid, at),
      agreement: view === undefined ? null : await agreementOn(view, at),
      queries: queries.counts(netuid),
    }
  }

  return {
    async status() {
      const hash = await client.transport.request<Hex>("chain_getBlockHash", [])
      const [header, issuance, time, infos, counts] = await Promise.all([
        client.transport.request<{ number: string }>("chain_getHeader", [hash]),
        readValue(client, balances.TotalIssuance, hash),
        readValue(client, timestamp.Now, hash),
        callApi(client, SubnetInfoRuntimeApi, "get_all_dynamic_info", {}, hash),
        callApi(client, SubnetInfoRuntimeApi, "get_subnets_info", {}, hash),
      ])
      const countsOf = (netuid: number) => counts.find((one) => one?.netuid === netuid)
      const known = infos.filter((info) => info !== undefined)
      const { specVersion } = client
      return {
        chain: {
          ...{ name: chainName, specVersion, block: Number(header.number), hash },
          ...{ timestamp: Number(time), issuance },
        },
        endpoints,
        subnets: await Promise.all(known.map((info) => subnetStatus(info, countsOf(info.netuid), hash))),
        queries: queries.last(),
      }
    },
  }
}

/** What this network calls the hotkeys that it made. */
function namesOf(subnets: readonly PlannedSubnet[]): ReadonlyMap<string, string> {
  const neurons = subnets.flatMap(({ miners, validators }) => [...miners, ...validators])
  const owners = subnets.map(({ kind }) => ({ hotkey: ownerHotkey(kind), name: `${kind}-owner` }))
  const names = [...neurons, ...owners].map(({ hotkey, name }) => [hotkeyFromUri(hotkey).ss58, name] as const)
  // The zero account owns the subnet that is there from the start.
  return new Map([...names, [encodeAddress(zero32), "nobody"]])
}

/** Rao of TAO for one alpha, from the reserves: what a small trade would pay. */
function priceOf({ tao_in, alpha_in }: DynamicInfo): bigint | null {
  return alpha_in === 0n ? null : (tao_in * 1_000_000_000n) / alpha_in
}

/** Names come as lists of characters, each a compact integer of one UTF-8 byte. */
const text = (bytes: readonly number[]): string => new TextDecoder().decode(Uint8Array.from(bytes))
