import { setTimeout } from "node:timers/promises"
import { errorText } from "@taonet/neuron/log"
import { getStorage } from "@taonet/sdk/index"
import type { NeuronDeps } from "./kinds.ts"

const retryMs = 6_000

/** How many mechanisms a subnet has. A chain that is away is waited for; an owner's later change is seen by the next start. */
export async function mechanismCount(netuid: number, { chain, log, signal }: NeuronDeps): Promise<number> {
  while (!signal.aborted) {
    try {
      return await chain.read((client) =>
        getStorage(client, "SubtensorModule.MechanismCountCurrent", [netuid]),
      )
    } catch (error) {
      log("validator.chainAway", { error: errorText(error) })
    }
    await setTimeout(retryMs, undefined, { signal }).catch(() => undefined)
  }
  return 1
}
