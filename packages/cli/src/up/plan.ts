import { UsageError } from "../stop.ts"

/** Where everything of `taonet up` listens. */
export interface Ports {
  readonly chain: number
  readonly gateway: number
  readonly page: number
  /** The first miner's axon; the others follow. */
  readonly miners: number
}

/** The usual ports, or P, P+1, P+2 and P+10 for a base port P. */
export function portsFrom(base: number | undefined): Ports {
  if (base === undefined) return { chain: 9944, gateway: 8080, page: 8081, miners: 8091 }
  if (base > 65_500) throw new UsageError("--port-base must be at most 65500")
  return { chain: base, gateway: base + 1, page: base + 2, miners: base + 10 }
}

/** A neuron of the demonstration network, as development keys. */
export interface PlannedNeuron {
  readonly name: string
  /** Secret URI of the hotkey. */
  readonly hotkey: string
  /** Arguments of its verb after the common ones. */
  readonly args: readonly string[]
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
  if (!haveModel) {
    return [
      { name: "ngram-40", hotkey: "//Bob//miner-1", args: ["--backend", "ngram", "--order", "40"] },
      { name: "ngram-4", hotkey: "//Bob//miner-2", args: ["--backend", "ngram", "--order", "4"] },
      { name: "ngram-1", hotkey: "//Bob//miner-3", args: ["--backend", "ngram", "--order", "1"] },
    ]
  }
  return [
    { name: "model", hotkey: "//Bob//miner-1", args: ["--backend", "llama"] },
    { name: "lazy", hotkey: "//Bob//miner-2", args: ["--backend", "lazy"] },
    { name: "ngram", hotkey: "//Bob//miner-3", args: ["--backend", "ngram", "--order", "4"] },
  ]
}
