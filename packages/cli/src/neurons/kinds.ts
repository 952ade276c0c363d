import type { AxonRoute } from "@taonet/neuron/axon/types"
import type { ScoreMiner, ValidatorOptions } from "@taonet/neuron/loops/runValidator"
import type { Logger } from "../log.ts"
import type { ModelOptions } from "../model.ts"

/** What a subnet brings to a miner: the rest is the same for all of them. */
export interface MinerPart {
  readonly routes: AxonRoute[]
  close(): Promise<void>
}

/** What a subnet brings to a validator. */
export interface ValidatorPart {
  readonly scoreMiner: ScoreMiner
  /** What the validator's own version of the subnet's template says about the loop. */
  readonly settings?: Pick<ValidatorOptions, "alpha" | "exponent" | "minersPerRound">
  close(): Promise<void>
}

export interface NeuronDeps {
  readonly log: Logger
  readonly signal: AbortSignal
  /** Address of the hotkey. */
  readonly ss58: string
}

export interface MinerPartOptions extends ModelOptions {
  readonly backend?: string
  readonly backendUrl?: string
  readonly backendModel?: string
  readonly order: number
  readonly trainSteps: number
}

export interface ValidatorPartOptions extends ModelOptions {
  /** The validator's own version of the subnet's template. */
  readonly settings?: string
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
    backends: ["llama", "openai", "ngram", "lazy"],
    miner: async (options, deps) => (await import("./textMiner.ts")).textMinerPart(options, deps),
    validator: async (options, deps) => (await import("./textValidator.ts")).textValidatorPart(options, deps),
  },
  image: {
    backends: ["embedded", "automatic1111", "comfyui", "openai"],
    miner: async (options, deps) => (await import("./imageMiner.ts")).imageMinerPart(options, deps),
    validator: async (options) => (await import("./imageValidator.ts")).imageValidatorPart(options),
  },
}
