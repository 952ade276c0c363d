import type { ChainClient } from "@taonet/neuron/chain"
import { sdkChain } from "@taonet/neuron/sdkChain"
import { type Client, createClient, type Signer, TransportError, webSocketTransport } from "@taonet/sdk/index"

export interface LastingChain extends ChainClient {
  /** Rejects when there is no such block. */
  blockHash(number: number): Promise<string>
  /** For what only one subnet wants to know of the chain. */
  read<T>(work: (client: Client) => Promise<T>): Promise<T>
  /** For what only one subnet says to the chain, by the neuron's hotkey. One after the other, as is all that signs. */
  sign<T>(work: (client: Client, hotkey: Signer) => Promise<T>): Promise<T>
}

/**
 * The chain of a neuron that outlives its connections: connects with the first call, and anew with the call after a loss. Neurons treat
 * a failed call as "the chain is away for now" and come again.
 */
export function lastingChain(url: string, hotkey: Signer): LastingChain {
  let current: Promise<Client> | undefined
  let busy: Promise<unknown> = Promise.resolve()

  async function withChain<T>(use: (chain: ChainClient, client: Client) => Promise<T>): Promise<T> {
    current ??= webSocketTransport(url).then(createClient)
    const used = current
    try {
      const client = await used
      return await use(sdkChain(client, hotkey), client)
    } catch (error) {
      if (error instanceof TransportError && current === used) {
        current = undefined
        used.then(({ transport }) => transport.close()).catch(() => undefined)
      }
      throw error
    }
  }

  /** Two transactions of one hotkey that are made at once would take the same nonce. */
  function alone<T>(work: () => Promise<T>): Promise<T> {
    const result = busy.then(work)
    busy = result.catch(() => undefined)
    return result
  }

  return {
    subnetView: (netuid) => withChain((chain) => chain.subnetView(netuid)),
    serveAxon: (axon) => alone(() => withChain((chain) => chain.serveAxon(axon))),
    setWeights: (weights) => alone(() => withChain((chain) => chain.setWeights(weights))),
    blockNumber: () => withChain((chain) => chain.blockNumber()),
    blockHash: (number) =>
      withChain(async (_chain, { transport }) => {
        const hash = await transport.request<string | null>("chain_getBlockHash", [number])
        if (hash === null) throw new RangeError(`there is no block ${number}`)
        return hash
      }),
    read: (work) => withChain((_chain, client) => work(client)),
    sign: (work) => alone(() => withChain((_chain, client) => work(client, hotkey))),
    async close() {
      const open = await current?.catch(() => undefined)
      current = undefined
      await open?.transport.close()
    },
  }
}
