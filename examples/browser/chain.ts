/** A whole development chain without a server: what `taonet dev` runs, but for the sockets. Runs in a page and in Node alike. */

import { devAuthor } from "@taonet/node/author"
import { createConsensusApp } from "@taonet/node/chain/app"
import { type Chain, createChain } from "@taonet/node/chain/chain"
import { createMemoryChainStore } from "@taonet/node/chain/store"
import type { Clock } from "@taonet/node/clock"
import type { DevControls } from "@taonet/node/dev/index"
import { openDev, prepareDev } from "@taonet/node/dev/open"
import { withWaiting } from "@taonet/node/dev/sealing"
import { devBeacon, devBeaconSecret } from "@taonet/node/drand/devBeacon"
import { openPulses } from "@taonet/node/drand/options"
import { createSoloEngine } from "@taonet/node/engines/solo"
import { noLog } from "@taonet/node/log"
import { createPool } from "@taonet/node/pool/pool"
import { createDispatcher } from "@taonet/node/rpc/dispatch"
import { openDoor } from "@taonet/node/rpc/door"
import { createRegistry } from "@taonet/node/rpc/registry"
import { createRuntime } from "@taonet/runtime/runtime"
import type { ChainSpec } from "@taonet/runtime/specs/chainSpec"
import { local } from "@taonet/runtime/specs/local"
import type { Client } from "@taonet/sdk/client"
import { inProcess } from "@taonet/sdk/transport/inProcess"

export interface PageChain {
  readonly chain: Chain
  /** Blocks, time, snapshots, storage: everything that `dev_*` does. */
  readonly dev: DevControls
  /** The SDK on it. */
  readonly client: Client
}

/** A page has no `setImmediate`. */
const clock: Clock = {
  unixMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
  breathe: () => new Promise((resolve) => setTimeout(resolve)),
}

/** The same start gives the same blocks, wherever it runs. */
export const startMs = Date.UTC(2026, 0, 1)

export async function startPageChain(): Promise<PageChain> {
  const spec: ChainSpec = { ...local, genesis: { ...local.genesis, drand: devBeacon() } }
  const options = { timePace: "blocks", startMs, spec } as const
  const parts = prepareDev(options, clock)
  const runtime = createRuntime(spec)
  const chain = await createChain({ runtime, store: createMemoryChainStore(), log: noLog })
  const common = { chain, clock: parts.clock, log: noLog }
  const pool = createPool({ ...common, exempt: parts.impersonation.accepts })
  const pulses = openPulses({ type: "offline", secret: devBeaconSecret }, { ...common, pool })
  const author = devAuthor()
  const app = createConsensusApp({ ...common, pool, author, sources: pulses.sources })
  const { engine, dev } = await openDev(options, parts, {
    chain,
    pool,
    app,
    authors: [author],
    mode: { type: "instant" },
    makeEngine: (mode) =>
      createSoloEngine({ app, pool: withWaiting(pool), clock: parts.clock, log: noLog, mode }),
  })
  const methods = createRegistry({ devMethods: true })
  const door = openDoor(
    createDispatcher(methods, {
      ...common,
      pool,
      app,
      engine,
      dev,
      identity: spec,
      methodNames: [...methods.keys()],
    }),
  )
  engine.start()
  const { specVersion, transactionVersion } = runtime.version
  const client = {
    transport: inProcess(door),
    genesisHash: chain.genesisHash,
    specVersion,
    transactionVersion,
  }
  return { chain, dev, client }
}
