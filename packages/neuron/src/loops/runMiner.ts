import { type Axon, type AxonDeps, type AxonOptions, createAxon } from "../axon/axon.ts"
import type { ChainClient, SubnetView } from "../chain.ts"
import { systemClock } from "../clock.ts"
import { errorText, noLog } from "../log.ts"

export interface MinerOptions extends AxonOptions {
  readonly netuid: number
  /** What the chain is told, where it differs from where the axon listens (a NAT, a public name). */
  readonly advertise?: { readonly ip?: string; readonly port?: number }
  /** How often the chain is asked whether it still knows our endpoint, and who has what stake. Default 60 s. */
  readonly checkEveryMs?: number
  /** After a failure, doubling up to `checkEveryMs`. Default 1 s. */
  readonly retryMs?: number
  /** Ends the miner. */
  readonly signal: AbortSignal
}

export interface MinerDeps extends AxonDeps {
  readonly chain: Pick<ChainClient, "serveAxon" | "subnetView">
  /** Called once the axon listens, before the chain knows it. */
  readonly onListening?: (axon: Axon) => void
}

/**
 * Serves the axon and keeps its endpoint on the chain until the signal is aborted. An unreachable chain or a lost registration does
 * not end it: queries are answered meanwhile. Rejects only when the axon cannot listen.
 */
export async function runMiner(options: MinerOptions, deps: MinerDeps): Promise<void> {
  const { signal, checkEveryMs = 60_000, retryMs = 1_000 } = options
  const clock = deps.clock ?? systemClock
  const log = deps.log ?? noLog
  const axon = await createAxon(options, deps)
  try {
    deps.onListening?.(axon)
    const endpoint = {
      netuid: options.netuid,
      ip: options.advertise?.ip ?? axon.host,
      port: options.advertise?.port ?? axon.port,
    }
    log("miner.listening", { url: axon.url, hotkey: axon.hotkey })
    let wait = retryMs
    while (!signal.aborted) {
      try {
        const view = await deps.chain.subnetView(endpoint.netuid)
        deps.limits?.update(view)
        await keepEndpoint(deps.chain, view, options.hotkey.ss58, endpoint, () =>
          log("miner.served", endpoint),
        )
        wait = retryMs
        await clock.sleep(checkEveryMs, signal)
      } catch (error) {
        log("miner.chainFailed", { error: errorText(error), retryMs: wait })
        await clock.sleep(wait, signal)
        wait = Math.min(wait * 2, checkEveryMs)
      }
    }
  } finally {
    await axon.close()
  }
}

async function keepEndpoint(
  chain: MinerDeps["chain"],
  view: SubnetView,
  hotkey: string,
  endpoint: { netuid: number; ip: string; port: number },
  onServed: () => void,
): Promise<void> {
  const self = view.neurons.find((neuron) => neuron.hotkey === hotkey)
  if (self === undefined) throw new Error(`hotkey is not registered on netuid ${endpoint.netuid}`)
  if (self.axon?.ip === endpoint.ip && self.axon.port === endpoint.port) return
  await chain.serveAxon(endpoint)
  onServed()
}
