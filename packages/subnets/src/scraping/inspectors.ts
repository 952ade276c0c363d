import type { ChainClient } from "@taonet/neuron/chain"
import type { Clock } from "@taonet/neuron/clock"

/** Knows from the chain who may look into a miner's store. */
export interface Inspectors {
  has(hotkey: string | undefined): Promise<boolean>
}

/** What is known is asked anew after this long: permits come and go with epochs. */
const keepMs = 60_000
/** A stranger makes the chain be asked again at most this often. */
const askEveryMs = 2_000

export function createInspectors(
  options: { readonly netuid: number; readonly inspectors?: "validators" | "anyone" },
  chain: Pick<ChainClient, "subnetView">,
  clock: Clock,
): Inspectors {
  let permitted = new Set<string>()
  let askedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined

  /** A chain that is away leaves things as they are. */
  async function ask(): Promise<void> {
    askedAt = clock.milliseconds()
    const view = await chain.subnetView(options.netuid).catch(() => undefined)
    if (view === undefined) return
    permitted = new Set(view.neurons.filter((each) => each.validatorPermit).map((each) => each.hotkey))
  }

  return {
    async has(hotkey) {
      if (options.inspectors === "anyone") return true
      if (hotkey === undefined) return false
      if (
        asking === undefined &&
        clock.milliseconds() - askedAt >= (permitted.has(hotkey) ? keepMs : askEveryMs)
      )
        asking = ask().finally(() => {
          asking = undefined
        })
      await asking
      return permitted.has(hotkey)
    },
  }
}
