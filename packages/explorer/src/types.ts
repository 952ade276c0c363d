/** What the status page shows. The source is injected: the page knows neither RPC nor gateway. */

export interface ChainStatus {
  readonly name: string
  readonly specVersion: number
  readonly block: number
  /** `0x…` of that block. */
  readonly hash: string
  /** Of that block, milliseconds since the epoch. */
  readonly timestamp: number
  /** Rao; null when unknown. */
  readonly issuance: bigint | null
}

export interface SubnetStatus {
  readonly netuid: number
  readonly name: string
  readonly symbol: string
  /** Blocks. */
  readonly tempo: number
  /** Null for a subnet without epochs. */
  readonly blocksToEpoch: number | null
  readonly neurons: number
  readonly maxNeurons: number
  /** Rao of TAO for one alpha. */
  readonly price: bigint | null
}

/** A row of the metagraph, under Bittensor's names. */
export interface NeuronStatus {
  readonly uid: number
  /** SS58. */
  readonly hotkey: string
  /** Rao of alpha. */
  readonly stake: bigint
  /** Fractions of 1, as are the next two. */
  readonly consensus: number
  readonly incentive: number
  readonly dividends: number
  /** Rao of alpha in one tempo. */
  readonly emission: bigint
  readonly validatorPermit: boolean
  readonly active: boolean
  /** Block of its last weights. */
  readonly lastUpdate: number
  readonly axon: { readonly ip: string; readonly port: number } | undefined
}

/** One completion; the gateway's `QueryRecord` fits. */
export interface QueryStatus {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly model: string
  readonly stream: boolean
  readonly status: number
  readonly code: string | null
  readonly minerUid: number | null
  readonly minerHotkey: string | null
  readonly attempts: number
  readonly latencyMs: number
  readonly completionTokens: number | null
}

export interface Status {
  readonly chain: ChainStatus
  /** Where to connect, such as the chain's RPC and the gateway. */
  readonly endpoints: readonly { readonly label: string; readonly url: string }[]
  readonly subnets: readonly SubnetStatus[]
  readonly metagraph: { readonly netuid: number; readonly neurons: readonly NeuronStatus[] }
  /** Newest first. */
  readonly queries: readonly QueryStatus[]
}

export interface StatusSource {
  status(): Status | Promise<Status>
}
