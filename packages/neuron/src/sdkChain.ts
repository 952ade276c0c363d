import { encodeAddress } from "@taonet/primitives/ss58"
import {
  type Client,
  getBlockNumber,
  getMetagraph,
  integerToIpv4,
  publishWeights,
  type Signer,
  serveAxon,
} from "@taonet/sdk/index"
import type { ChainClient, NeuronInfo, SubnetView } from "./chain.ts"

const u16Max = 65_535

/** The chain as a neuron needs it, over the SDK. `hotkey` signs what the neuron publishes. */
export function sdkChain(client: Client, hotkey: Signer): ChainClient {
  return {
    subnetView: (netuid) => subnetView(client, netuid),
    serveAxon: async (axon) => void (await serveAxon(client, hotkey, axon)),
    setWeights: async (weights) => void (await publishWeights(client, hotkey, weights)),
    blockNumber: () => getBlockNumber(client),
    close: () => client.transport.close(),
  }
}

/** The neurons of a subnet, from its metagraph. Rejects with RangeError when the subnet does not exist. */
export async function subnetView(client: Client, netuid: number): Promise<SubnetView> {
  const metagraph = await getMetagraph(client, { netuid })
  if (!metagraph) throw new RangeError(`subnet ${netuid} does not exist`)
  const neurons = metagraph.hotkeys.map((hotkey, uid): NeuronInfo => {
    const { ip, port, protocol } = metagraph.axons[uid]!
    return {
      uid,
      hotkey: encodeAddress(hotkey),
      coldkey: encodeAddress(metagraph.coldkeys[uid]!),
      axon: port === 0 ? undefined : { ip: integerToIpv4(ip), port, protocol },
      stake: metagraph.total_stake[uid]!,
      incentive: metagraph.incentives[uid]! / u16Max,
      dividends: metagraph.dividends[uid]! / u16Max,
      consensus: metagraph.consensus[uid]! / u16Max,
      emission: metagraph.emission[uid]!,
      validatorPermit: metagraph.validator_permit[uid]!,
      active: metagraph.active[uid]!,
      lastUpdate: Number(metagraph.last_update[uid]!),
    }
  })
  return { netuid, block: Number(metagraph.block), tempo: metagraph.tempo, neurons }
}
