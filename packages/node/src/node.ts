import type { Runtime } from "@taonet/frame/runtime"
import { createConsensusApp } from "./chain/app.ts"
import { type Chain, createChain } from "./chain/chain.ts"
import type { Author } from "./chain/execute.ts"
import { type ChainStore, createMemoryChainStore } from "./chain/store.ts"
import { type Clock, systemClock } from "./clock.ts"
import type { DevControls, DevOptions, OwnedControls } from "./dev/index.ts"
import { type DevParts, type DevStart, openDev, prepareDev } from "./dev/open.ts"
import { withWaiting } from "./dev/sealing.ts"
import { type DrandOptions, openPulses } from "./drand/options.ts"
import type { Engine, EngineMode } from "./engines/engine.ts"
import { createSoloEngine, type SoloOptions } from "./engines/solo.ts"
import { type Log, noLog } from "./log.ts"
import type { Metrics, MetricsOptions } from "./metrics/metrics.ts"
import type { PoolJournal } from "./pool/journal.ts"
import { createPool, type Pool, type PoolOptions } from "./pool/pool.ts"
import { threadVerifier } from "./pool/signatures.ts"
import { watchReadiness } from "./readiness.ts"
import { createDispatcher, type Dispatcher } from "./rpc/dispatch.ts"
import { type Door, openDoor } from "./rpc/door.ts"
import { defaultRpcLimits } from "./rpc/limits.ts"
import { type ListenOptions, listen, urlOf } from "./rpc/listen.ts"
import { noObserver } from "./rpc/observer.ts"
import { createRegistry, type MethodGroup } from "./rpc/registry.ts"
import type { RpcServerOptions } from "./rpc/server.ts"
import type { NetworkIdentity } from "./rpc/types.ts"

export interface NodeOptions extends ListenOptions {
  readonly runtime: Runtime
  /** A block every so many milliseconds, one for each transaction, or only on demand. Default 250. */
  readonly blockTimeMs?: number | "instant" | "manual"
  readonly log?: Log
  readonly clock?: Clock
  readonly store?: ChainStore
  /** Makes all blocks, whoever's turn it is: for chains of one author. */
  readonly author?: Author
  /** Instead of it: producers whose keys this node has. Each makes blocks in its own slots; slots of others stay empty. */
  readonly authors?: readonly Author[]
  readonly identity?: NetworkIdentity
  /** States of this many blocks can be read. Default 256. */
  readonly historyDepth?: number
  /** Blocks that are kept besides genesis. Default all in a store that is given, 100 000 in memory. */
  readonly keepBlocks?: number
  /** Where drand's pulses come from. Without it nobody writes any. */
  readonly drand?: DrandOptions
  readonly pool?: Pick<PoolOptions, "limits" | "finalizedNoticeMs" | "verifier">
  /** Pending transactions outlive the process in it. */
  readonly journal?: PoolJournal
  /** Threads that check signatures; without any, the main thread does. */
  readonly signatureThreads?: number
  /** Serves Prometheus. */
  readonly metrics?: MetricsOptions
  /** A development chain: with `dev_*`, `anvil_*`, `evm_*` and `engine_*`, and all that they do. Default true. */
  readonly devMethods?: boolean
  /** How such a chain starts. */
  readonly dev?: DevOptions
  readonly methods?: readonly MethodGroup[]
}

export interface Node extends Door {
  readonly chain: Chain
  readonly pool: Pool
  readonly engine: Engine
  /** What a development chain can do besides; absent where `devMethods` is false. */
  readonly dev: DevControls | undefined
  /** `ws://…`; HTTP is on the same port. Empty when the node does not listen. */
  readonly url: string
  readonly port: number
  /** 0 without metrics. */
  readonly metricsPort: number
  close(): Promise<void>
}

const defaultBlockTimeMs = 250
/** Seven hours of 250 ms blocks. */
const keptInMemory = 100_000
/** See `PoolOptions.finalizedNoticeMs`: long enough for a busy client where blocks come on a schedule, short where tests wait. */
const scheduledNoticeMs = 250
const promptNoticeMs = 50

/** What `system_chain` and its like answer for the reference localnet. */
const localIdentity: NetworkIdentity = {
  name: "Bittensor",
  id: "bittensor",
  chainType: "Local",
  properties: { ss58Format: 42, tokenDecimals: 9, tokenSymbol: "TAO" },
}

/** Starts a whole node: chain, pool, engine and JSON-RPC. Throws NodeError when a port is taken or the store is another chain's. */
export async function startNode(options: NodeOptions): Promise<Node> {
  const { runtime, log = noLog, store = createMemoryChainStore(), author, authors } = options
  const devMethods = options.devMethods ?? true
  const parts = devMethods ? prepareDev(options.dev ?? {}, options.clock ?? systemClock) : undefined
  const clock = parts?.clock ?? options.clock ?? systemClock
  const keepBlocks = options.keepBlocks ?? (options.store === undefined ? keptInMemory : undefined)
  const chain = await createChain({ runtime, store, log, keepBlocks, ...depthOf(options) })
  const mode = modeOf(options.blockTimeMs)
  const finalizedNoticeMs = mode.type === "interval" ? scheduledNoticeMs : promptNoticeMs
  const verifier = options.signatureThreads
    ? threadVerifier({ threads: options.signatureThreads, log })
    : undefined
  const { journal } = options
  const exempt = parts?.impersonation.accepts
  const noticed = { finalizedNoticeMs, ...options.pool }
  const pool = createPool({ chain, clock, log, verifier, journal, exempt, ...noticed })
  const pulses = openPulses(options.drand, { chain, pool, clock, log })
  const identity = options.identity ?? localIdentity
  const metrics = options.metrics && (await openNodeMetrics(identity.id, options.metrics))
  const plainApp = createConsensusApp({ chain, pool, clock, log, author, authors, sources: pulses.sources })
  const app = metrics?.timed(plainApp) ?? plainApp
  const { engine, dev } = await openEngine(options, parts, { chain, pool, app, clock, log, mode })
  const methods = createRegistry({
    devMethods,
    ...(options.methods && { extraGroups: options.methods }),
  })
  const services = { chain, pool, app, engine, dev, identity, clock, log, methodNames: [...methods.keys()] }
  const limits = { ...defaultRpcLimits, ...options.limits }
  const observer = metrics?.rpc ?? noObserver
  const dispatcher = createDispatcher(methods, services, { limits, observer })
  const { notReady } = watchReadiness({ chain, clock, engine })
  const served = { ...faulty(dispatcher, parts), clock, log, limits, observer, notReady }
  const servers = await listen(options, served).catch(async (error: unknown) => {
    await metrics?.close()
    throw error
  })
  metrics?.watch({
    chain,
    pool,
    queuedBytes: () => servers.reduce((sum, server) => sum + server.queuedBytes(), 0),
    pendingSignatures: () => verifier?.pending ?? 0,
  })
  const door = openDoor(dispatcher)
  engine.start()
  if (journal !== undefined)
    void pool.restore().then((count) => count > 0 && log("info", `Took up ${count} pending transactions`))
  const [first] = servers

  return {
    chain,
    pool,
    engine,
    dev,
    url: urlOf(first, options),
    port: first?.port ?? 0,
    metricsPort: metrics?.port ?? 0,
    request: door.request,
    subscribe: door.subscribe,
    async close() {
      await engine.stop()
      pulses.close()
      dev?.close()
      await Promise.all(servers.map((server) => server.close()))
      door.close()
      pool.close()
      await Promise.all([verifier?.close(), metrics?.close()])
    },
  }
}

type EngineDeps = Omit<DevStart, "authors" | "makeEngine" | "app"> &
  Pick<SoloOptions, "app" | "clock" | "log">

async function openEngine(
  { author, authors = author ? [author] : [], dev = {} }: NodeOptions,
  parts: DevParts | undefined,
  { mode, ...deps }: EngineDeps,
): Promise<{ readonly engine: Engine; readonly dev?: OwnedControls }> {
  const makeEngine = (mode: EngineMode): Engine =>
    createSoloEngine({ ...deps, pool: withWaiting(deps.pool), mode })
  if (parts === undefined) return { engine: makeEngine(mode) }
  return openDev(dev, parts, { ...deps, authors, mode, makeEngine })
}

/** What clients on the wire meet; callers in this process meet no faults. */
function faulty(
  dispatcher: Dispatcher,
  parts: DevParts | undefined,
): Pick<RpcServerOptions, "dispatcher" | "refusesConnection"> {
  if (parts === undefined) return { dispatcher }
  const { around, refusesConnection } = parts.faultBox
  return { dispatcher: around(dispatcher), refusesConnection }
}

function depthOf({ historyDepth }: NodeOptions): { historyDepth?: number } {
  return historyDepth === undefined ? {} : { historyDepth }
}

export function modeOf(blockTime: NodeOptions["blockTimeMs"] = defaultBlockTimeMs): EngineMode {
  return typeof blockTime === "number" ? { type: "interval", intervalMs: blockTime } : { type: blockTime }
}

/** Loaded where it is wanted: a dev chain starts without it. */
async function openNodeMetrics(chainId: string, options: MetricsOptions): Promise<Metrics> {
  const { openMetrics } = await import("./metrics/metrics.ts")
  return openMetrics(chainId, options)
}
