import type { AxonRoute } from "@taonet/neuron/axon/types"
import type { Hotkey } from "@taonet/neuron/hotkey"
import type { ScoreMiner, ValidatorOptions } from "@taonet/neuron/loops/runValidator"
import type { SynapseRoute } from "@taonet/neuron/synapse/types"
import type { LastingChain } from "../chain.ts"
import type { Logger } from "../log.ts"
import type { ModelOptions } from "../model.ts"

/** What a subnet brings to a miner: the rest is the same for all of them. */
export interface MinerPart {
  readonly routes: AxonRoute[]
  /** For validators of SDK 10. */
  readonly synapses?: readonly SynapseRoute[]
  close(): Promise<void>
}

/** What a subnet brings to a validator. */
export interface ValidatorPart {
  readonly scoreMiner: ScoreMiner
  /** What the validator's own version of the subnet's template says about the loop. */
  readonly settings?: Pick<ValidatorOptions, "alpha" | "exponent" | "minersPerRound">
  /** What it judges beside that, each with weights on a mechanism of its own. */
  readonly others?: readonly OtherMechanism[]
  close(): Promise<void>
}

export interface OtherMechanism extends Pick<ValidatorPart, "scoreMiner" | "settings"> {
  /** From 1. */
  readonly mechid: number
}

export interface NeuronDeps {
  readonly log: Logger
  readonly signal: AbortSignal
  /** Address of the hotkey. */
  readonly ss58: string
  readonly hotkey: Hotkey
  readonly chain: LastingChain
}

/** Where scraping neurons read, and how. */
export interface SitesOptions {
  readonly netuid: number
  /** Addresses where reading starts; their hosts are the sources. */
  readonly sites?: readonly string[]
  /** Hosts that may have private addresses. */
  readonly allowPrivate?: readonly string[]
  /** Milliseconds between two requests to one site. */
  readonly intervalMs: number
}

export interface MinerPartOptions extends ModelOptions, SitesOptions {
  readonly backend?: string
  readonly backendUrl?: string
  readonly backendModel?: string
  readonly order: number
  readonly trainSteps: number
  readonly maxPages: number
}

export interface ValidatorPartOptions extends ModelOptions, SitesOptions {
  /** The validator's own version of the subnet's template. */
  readonly settings?: string
  /** Percent of a text miner's score that its trained model decides. */
  readonly trainingShare: number
}

export interface SubnetKind {
  /** Backends of its miners; the first is the usual one. */
  readonly backends: readonly string[]
  miner(options: MinerPartOptions, deps: NeuronDeps): Promise<MinerPart>
  validator(options: ValidatorPartOptions, deps: NeuronDeps): Promise<ValidatorPart>
}

/** The subnets whose neurons `taonet miner` and `taonet validator` can be. Each loads its own code only. */
export const subnetKinds: Readonly<Record<string, SubnetKind>> = {
  text: {
    backends: ["llama", "openai", "ngram", "trained", "lazy"],
    miner: async (options, deps) => (await import("./textMiner.ts")).textMinerPart(options, deps),
    validator: async (options, deps) => (await import("./textValidator.ts")).textValidatorPart(options, deps),
  },
  image: {
    backends: ["embedded", "automatic1111", "comfyui", "openai"],
    miner: async (options, deps) => (await import("./imageMiner.ts")).imageMinerPart(options, deps),
    validator: async (options, deps) =>
      (await import("./imageValidator.ts")).imageValidatorPart(options, deps),
  },
  scraping: {
    backends: ["crawler", "fabricator"],
    miner: async (options, deps) => (await import("./scrapingMiner.ts")).scrapingMinerPart(options, deps),
    validator: async (options, deps) =>
      (await import("./scrapingValidator.ts")).scrapingValidatorPart(options, deps),
  },
}
