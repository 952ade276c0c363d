/**
 * What the status page shows, and what `/api/status` answers as JSON: the names here are the names there, `bigint`s are decimal strings, and
 * `undefined` is left out. Fields are added, not renamed. The source is injected: the page knows neither RPC nor gateway.
 */

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
  /** What its miners do here, such as "text"; null for a subnet that the gateway does not sell. */
  readonly kind: string | null
  /** Names under which the gateway sells its miners' answers. */
  readonly models: readonly string[]
  /** Blocks. */
  readonly tempo: number
  /** Null for a subnet without epochs. */
  readonly blocksToEpoch: number | null
  /** Rao of TAO for one alpha. */
  readonly price: bigint | null
  readonly neuronCount: number
  readonly maxNeurons: number
  /** By uid; null for a subnet that is not followed. */
  readonly neurons: readonly NeuronStatus[] | null
  /** By number; null for a subnet that is not followed. Most have one, which is all that `neurons` tells of. */
  readonly mechanisms: readonly MechanismStatus[] | null
  /** Null for a subnet that is not followed. */
  readonly agreement: AgreementStatus | null
  /** Since the gateway started. */
  readonly queries: QueryCounts
}

/** A contest within a subnet, with weights and incentives of its own. */
export interface MechanismStatus {
  readonly mechid: number
  /** Of the subnet's emission. */
  readonly emissionShare: number
  /** Fractions of 1, largest first, of those who have any. At most 64. */
  readonly incentives: readonly (readonly [uid: number, incentive: number])[]
}

/** A row of the metagraph, under Bittensor's names. */
export interface NeuronStatus {
  readonly uid: number
  /** SS58. */
  readonly hotkey: string
  /** What this network calls it, such as "ngram-4"; null for one that it did not start. */
  readonly name: string | null
  /** Rao of alpha. */
  readonly stake: bigint
  /** Fractions of 1, as are the next three. */
  readonly consensus: number
  /** Of mechanism 0. */
  readonly incentive: number
  readonly dividends: number
  readonly validatorTrust: number
  /** Rao of alpha in one tempo. */
  readonly emission: bigint
  readonly validatorPermit: boolean
  readonly active: boolean
  /** Block of its last weights. */
  readonly lastUpdate: number
  readonly axon: { readonly ip: string; readonly port: number } | undefined
}

/** How much the validators of a subnet differ, by the weights that stand on the chain. */
export interface AgreementStatus {
  /** The share of the incentive that two validators, drawn by stake, would pay to others: 0 is the same weights, 1 nothing in common. */
  readonly mean: number
  /** Those who set weights, largest stake first. At most 64. */
  readonly validators: readonly ValidatorAgreementStatus[]
  /** Uids whose weights are the same to the last digit. */
  readonly identical: readonly (readonly number[])[]
}

export interface ValidatorAgreementStatus {
  readonly uid: number
  /** Of the stake of all who set weights. */
  readonly stakeShare: number
  /** Distance to the mean of the others by stake; undefined for the only one. */
  readonly fromOthers: number | undefined
  readonly nearest: { readonly uid: number; readonly distance: number } | undefined
  /** Shares of 1, largest first. At most 16. */
  readonly weights: readonly (readonly [uid: number, share: number])[]
}

export interface QueryCounts {
  readonly answered: number
  readonly failed: number
}

/** One request to the gateway; its `QueryRecord` fits, but for the subnet. */
export interface QueryStatus {
  readonly id: string
  /** The subnet of its model; null for a model that there is not. */
  readonly netuid: number | null
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
  /** By netuid. */
  readonly subnets: readonly SubnetStatus[]
  /** The newest of each subnet, newest first. */
  readonly queries: readonly QueryStatus[]
}

export interface StatusSource {
  status(): Status | Promise<Status>
}
