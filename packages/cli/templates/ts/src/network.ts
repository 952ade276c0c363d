/** The whole subnet in one process: a development chain, miners and validators with real axons and signatures. */
import { fileURLToPath } from "node:url"
import { createDevChain, type DevChain, type DevChainOptions } from "@taonet/dev"
import { createDendrite, hotkeyFromUri, type RoundReport, runMiner, runValidator } from "@taonet/neuron/index"
import { sdkChain } from "@taonet/neuron/sdkChain"
import { routes } from "./miner.ts"
import { personal } from "./personal.ts"
import { ownersVersion } from "./scoring.ts"
import { scorer } from "./validator.ts"

export const netuid = 2
/** Share of the text that each miner reads. */
const miners = { good: 1, fair: 0.7, poor: 0.3 }
/** One validator does as the owner says, the other in its own way. */
const validators = { validator1: ownersVersion, validator2: personal }

export const neurons = [...Object.keys(validators), ...Object.keys(miners)]

export interface NetworkOptions extends Pick<DevChainOptions, "port" | "blockTime"> {
  readonly roundMs: number
  readonly onRound?: (validator: string, report: RoundReport) => void
}

export interface Network {
  readonly chain: DevChain
  close(): Promise<void>
}

/** Resolves once the chain knows all miners; validators begin then. */
export async function startNetwork(options: NetworkOptions): Promise<Network> {
  const { port, blockTime = "instant", roundMs, onRound } = options
  const scenario = fileURLToPath(new URL("../subnet.yaml", import.meta.url))
  const chain = await createDevChain({ scenario, blockTime, ...(port !== undefined && { port }) })
  const stop = new AbortController()
  const { signal } = stop
  const chainFor = (name: string) => sdkChain(chain.client, chain.signer(`${name}_hk`))

  const serving = Object.entries(miners).map(([name, effort]) =>
    untilServed((onServed) =>
      runMiner(
        {
          netuid,
          hotkey: hotkeyFromUri(`//${name}_hk`),
          routes: routes(effort),
          // The chain takes no loopback addresses; this one stands for "this machine".
          advertise: { ip: "0.0.0.0" },
          drainMs: 500,
          signal,
        },
        { chain: chainFor(name), log: (event) => event === "miner.served" && onServed() },
      ),
    ),
  )
  const running = await Promise.all(serving)

  const scoring = Object.entries(validators).map(async ([name, version]) => {
    const hotkey = hotkeyFromUri(`//${name}_hk`)
    const dendrite = createDendrite({ hotkey })
    await runValidator(
      { netuid, hotkey: hotkey.ss58, roundMs, signal },
      {
        chain: chainFor(name),
        dendrite,
        scoreMiner: scorer(version),
        onRound: (report) => onRound?.(name, report),
      },
    )
    await dendrite.close()
  })

  return {
    chain,
    async close() {
      stop.abort()
      await Promise.all([...scoring, ...running.map(({ end }) => end)])
      await chain.close()
    },
  }
}

/** Rejects when the miner ends before it served. */
function untilServed(start: (onServed: () => void) => Promise<void>): Promise<{ end: Promise<void> }> {
  return new Promise((resolve, reject) => {
    const end: Promise<void> = start(() => resolve({ end }))
    end.then(() => reject(new Error("a miner ended before it served")), reject)
  })
}
