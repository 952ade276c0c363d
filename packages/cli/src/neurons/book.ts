import { type CommitmentBook, chainBook } from "@taonet/subnets/commitments"
import type { LastingChain } from "../chain.ts"

/** The subnet's commitments on a chain that may be away for a while; commits as the neuron's hotkey. */
export function lastingBook(chain: LastingChain, netuid: number): CommitmentBook {
  const { blockHash, blockNumber } = chain
  return {
    ...{ blockHash, blockNumber },
    read: () => chain.read((client) => chainBook(client, netuid).read()),
    of: (hotkey) => chain.read((client) => chainBook(client, netuid).of(hotkey)),
    commit: (digest) => chain.sign((client, hotkey) => chainBook(client, netuid, hotkey).commit(digest)),
  }
}
