import { UsageError } from "../stop.ts"

/** Where everything of `taonet up` listens. */
export interface Ports {
  readonly chain: number
  readonly gateway: number
  readonly page: number
  /** The first miner's axon; the others follow. */
  readonly miners: number
}

const portBaseMax = 65_500

/** The usual ports, or P, P+1, P+2 and P+10 for a base port P. */
export function portsFrom(base: number | undefined): Ports {
  if (base === undefined) return { chain: 9944, gateway: 8080, page: 8081, miners: 8091 }
  if (base < 1 || base > portBaseMax)
    throw new UsageError(`--port-base must be between 1 and ${portBaseMax}, not ${base}`)
  return { chain: base, gateway: base + 1, page: base + 2, miners: base + 10 }
}

/** A neuron of the demonstration network, as development keys. */
export interface PlannedNeuron {
  readonly name: string
  /** Secret URI of the hotkey. */
  readonly hotkey: string
  /** Arguments of its verb after the common ones. */
  readonly args: readonly string[]
  /** Whether it runs the language model. */
  readonly usesModel: boolean
}

export const netuid = 1
/** Coldkey of the miners; its balance is where their rewards show. */
export const minerColdkey = "//Bob"
/** Coldkey of the validator, and the sudo key of a local chain. */
export const ownerColdkey = "//Alice"
export const validatorHotkey = "//Alice//validator"
/** Signs the gateway's requests; it needs no registration. */
export const gatewayHotkey = "//Alice//gateway"

/** Three miners of honestly different quality, best first. */
export function plannedMiners(haveModel: boolean): readonly PlannedNeuron[] {
  const backends: readonly Omit<PlannedNeuron, "hotkey">[] = haveModel
    ? [
        { name: "model", args: ["--backend", "llama"], usesModel: true },
        { name: "lazy", args: ["--backend", "lazy"], usesModel: true },
        ngram(4, "ngram"),
      ]
    : [ngram(40), ngram(4), ngram(1)]
  return backends.map((backend, index) => ({ ...backend, hotkey: `${minerColdkey}//miner-${index + 1}` }))
}

/** An n-gram model; `order` is the number of characters it looks back. */
function ngram(order: number, name = `ngram-${order}`): Omit<PlannedNeuron, "hotkey"> {
  return { name, args: ["--backend", "ngram", "--order", String(order)], usesModel: false }
}
