import type { Place } from "./located.ts"

/** A scenario as it was read: names are not yet keys, and nothing has been asked of a chain. */
export interface Scenario {
  /** For messages. */
  readonly file: string
  readonly keys: "derived" | "hashed"
  /** What the chain's clock says at block 0. */
  readonly startMs: number
  /** Free balances in rao by name. */
  readonly balances: readonly Balance[]
  /** Of the whole chain. */
  readonly hyperparameters: readonly Hyperparameter[]
  readonly subnets: readonly SubnetPlan[]
  readonly root: readonly RootPlan[]
  readonly calls: readonly CallPlan[]
  /** In the form that `dev_setStorage` takes. */
  readonly storage: { readonly at: Place; readonly values: unknown } | undefined
  readonly history: HistoryPlan
}

export interface Balance {
  readonly at: Place
  readonly name: string
  readonly rao: bigint
}

/** `sudo_set_<name>` of AdminUtils. */
export interface Hyperparameter {
  readonly at: Place
  readonly name: string
  readonly value: unknown
}

export interface SubnetPlan {
  readonly at: Place
  readonly netuid: number
  /** Whether the genesis has it already. */
  readonly existing: boolean
  /** Rao that the owner pays and the pool begins with; undefined: what a new subnet costs. */
  readonly pool: bigint | undefined
  readonly started: boolean
  readonly emission: boolean
  readonly hyperparameters: readonly Hyperparameter[]
  /** By uid. The first is the owner's. */
  readonly neurons: readonly NeuronPlan[]
}

export interface NeuronPlan {
  readonly at: Place
  readonly uid: number
  readonly name: string
  /** Name of the account that pays and owns. */
  readonly coldkey: string
  readonly isValidator: boolean
  /** Rao that the coldkey stakes. */
  readonly stake: bigint
  readonly axon: AxonPlan | undefined
  /** How good it is, 0 to 100: what validators that judge see. */
  readonly quality: number
  readonly weights: WeightsPlan | undefined
}

export interface AxonPlan {
  readonly ip: bigint
  readonly ipType: 4 | 6
  readonly port: number
}

export type WeightsPlan = { readonly at: Place } & (
  | { readonly type: "given"; readonly rows: readonly (readonly [uid: number, weight: number])[] }
  /** By the miners' quality, wrong by up to so many per cent. */
  | { readonly type: "judged"; readonly noise: number }
  /** What another validator had so many epochs before. */
  | { readonly type: "copied"; readonly of: number; readonly behind: number }
)

export interface RootPlan {
  readonly at: Place
  readonly name: string
  readonly coldkey: string
  readonly stake: bigint
  /** Whether it becomes a parent of all subnets' owners, as the chain has it by default. */
  readonly lends: boolean
}

export interface CallPlan {
  readonly at: Place
  /** `root`, or an account's name. */
  readonly origin: string
  readonly pallet: string
  readonly call: string
  readonly args: unknown
}

export interface HistoryPlan {
  readonly epochs: number
  /** Of which subnet. */
  readonly netuid: number | undefined
  readonly changes: readonly WeightsChange[]
}

export interface WeightsChange {
  readonly at: Place
  /** Before which epoch, from 1. */
  readonly epoch: number
  readonly netuid: number
  readonly uid: number
  readonly weights: WeightsPlan
}
