import { runMiner } from "@taonet/neuron/loops/runMiner"
import { type CallerOptions, callersOf, callersText } from "../callers.ts"
import { lastingChain } from "../chain.ts"
import { type HotkeyOptions, takeHotkey } from "../hotkey.ts"
import { createLogger } from "../log.ts"
import { type MinerPartOptions, type SubnetKind, subnetKinds } from "../neurons/kinds.ts"
import { exitWith, finish, stopSignal, UsageError, unlessStopped } from "../stop.ts"
import { isEverywhere, isLoopback } from "../up/hosts.ts"

export interface MinerVerbOptions extends MinerPartOptions, HotkeyOptions, CallerOptions {
  readonly subnet: string
  readonly url: string
  readonly netuid: number
  readonly host: string
  readonly port: number
  readonly advertise?: string
  /** Only what is news. */
  readonly quiet: boolean
}

/** How soon the chain is asked again when it does not know the miner yet; doubles up to a minute. */
const retryMs = 250
/** A new validator is refused until its stake was seen, and would take that for bad answers. A block of the real chain. */
const checkEveryMs = 12_000
/** How long running answers may take once the miner was told to stop. */
const drainMs = 1_000

/** What every miner says when all is well. */
const routine = [
  ...["miner.answers", "miner.listening", "miner.served"],
  ...["model.committed", "scraping", "scraping.committed", "training", "training.committed"],
]

/** Runs a miner of the named subnet until it is stopped. */
export async function miner(options: MinerVerbOptions): Promise<void> {
  const signal = stopSignal()
  const quiet = options.quiet ? routine : []
  const log = createLogger(`miner:${options.port}`, { json: options.jsonLogs, quiet })
  try {
    const kind = subnetKind(options.subnet)
    const backend = backendOf(kind, options)
    const limits = callersOf(options)
    const { hotkey, signer } = await takeHotkey(options)
    const { netuid, host, port } = options
    if (isEverywhere(host) && options.advertise === undefined)
      log("miner.unreachable", { hint: "others need to be told an address: --advertise <ip>" })
    const chain = lastingChain(options.url, signer)
    const deps = { log, signal, ss58: hotkey.ss58, hotkey, chain }
    const starting = kind.miner({ ...options, backend }, deps)
    const part = await unlessStopped(starting, signal)
    // A model that is still loading can not be told to stop.
    if (part === undefined) process.exit(0)
    const ip = options.advertise ?? (isLoopback(host) ? thisMachine : undefined)
    const advertise = ip === undefined ? {} : { advertise: { ip } }
    const { routes, synapses = [] } = part
    log("miner.answers", { callers: callersText(options) })
    await runMiner(
      { netuid, host, port, hotkey, routes, synapses, retryMs, checkEveryMs, drainMs, signal, ...advertise },
      {
        chain,
        log,
        ...(limits ? { limits } : {}),
        onListening: (axon) => process.send?.({ ready: axon.url }),
      },
    )
    await Promise.all([part.close(), chain.close()])
    finish()
  } catch (error) {
    exitWith(error, options.jsonLogs ? log : undefined)
  }
}

/** The chain refuses loopback addresses, as subtensor does; "any address" stands for this machine on a network that is all on it. */
const thisMachine = "0.0.0.0"

/** Throws UsageError. */
export function subnetKind(name: string): SubnetKind {
  const kind = Object.hasOwn(subnetKinds, name) ? subnetKinds[name] : undefined
  if (kind) return kind
  throw new UsageError(`there is no subnet "${name}"; known are: ${Object.keys(subnetKinds).join(", ")}`)
}

/** Throws UsageError. */
export function backendOf(
  { backends }: SubnetKind,
  { backend, subnet }: Pick<MinerVerbOptions, "backend" | "subnet">,
): string {
  if (backend === undefined) return backends[0] ?? ""
  if (backends.includes(backend)) return backend
  const known = backends.join(", ")
  throw new UsageError(`there is no backend "${backend}" for ${subnet}; known are: ${known}`)
}
