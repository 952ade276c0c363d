import type { ChainClient, SubnetView } from "@taonet/neuron/chain"
import type { Clock } from "@taonet/neuron/clock"

/** Knows from the chain who may look into a miner's store. */
export interface Inspectors {
  has(hotkey: string | undefined): Promise<boolean>
  /** The chain that was given, with an ear on what it says of the subnet. */
  readonly chain: Pick<ChainClient, "serveAxon" | "subnetView">
}

/** A stranger makes the chain be asked again at most this often: permits come and go with epochs. */
const askEveryMs = 2_000

export function createInspectors(
  options: { readonly netuid: number; readonly inspectors?: "validators" | "anyone" },
  chain: Pick<ChainClient, "serveAxon" | "subnetView">,
  clock: Clock,
): Inspectors {
  let permitted = new Set<string>()
  let askedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<unknown> | undefined

  async function subnetView(netuid: number): Promise<SubnetView> {
    askedAt = clock.milliseconds()
    const view = await chain.subnetView(netuid)
    permitted = new Set(view.neurons.filter((each) => each.validatorPermit).map(({ hotkey }) => hotkey))
    return view
  }

  async function askAgain(): Promise<void> {
    if (asking === undefined && clock.milliseconds() - askedAt < askEveryMs) return
    // A chain that is away leaves things as they are.
    asking ??= subnetView(options.netuid)
      .catch(() => undefined)
      .finally(() => {
        asking = undefined
      })
    await asking
  }

  return {
    chain: { subnetView, serveAxon: (axon) => chain.serveAxon(axon) },
    async has(hotkey) {
      if (options.inspectors === "anyone") return true
      if (hotkey === undefined) return false
      if (!permitted.has(hotkey)) await askAgain()
      return permitted.has(hotkey)
    },
  }
}
