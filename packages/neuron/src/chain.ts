/**
 * What a neuron needs of the chain, and no more: the SDK implements it over RPC, tests over plain objects.
 * Every method may reject; the loops treat a rejection as "the chain is away for now".
 */

export interface NeuronInfo {
  uid: number
  /** ss58. */
  hotkey: string
  /** ss58. */
  coldkey: string
  /** Where its axon says that it listens; undefined when it serves none. */
  axon: { ip: string; port: number; protocol: number } | undefined
  /** Rao. */
  stake: bigint
  /** Fractions of 1, as are dividends and consensus. */
  incentive: number
  dividends: number
  consensus: number
  /** Rao of alpha in one tempo. */
  emission: bigint
  validatorPermit: boolean
  active: boolean
  /** Block of its last weights. */
  lastUpdate: number
}

export interface SubnetView {
  netuid: number
  block: number
  /** Blocks between epochs. */
  tempo: number
  neurons: NeuronInfo[]
}

export interface ChainClient {
  subnetView(netuid: number): Promise<SubnetView>
  serveAxon(axon: { netuid: number; ip: string; port: number }): Promise<void>
  /** `weights` are u16, the largest 65535, as on the wire. Committed, where the subnet has commit-reveal on. */
  setWeights(weights: {
    netuid: number
    uids: number[]
    weights: number[]
    versionKey?: number
    /** Of the subnet's mechanisms; default 0. */
    mechid?: number
  }): Promise<void>
  blockNumber(): Promise<number>
  close(): Promise<void>
}
