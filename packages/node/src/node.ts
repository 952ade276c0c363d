import type { Runtime } from "@taonet/frame/runtime"
import { createConsensusApp } from "./chain/app.ts"
import { type Chain, createChain } from "./chain/chain.ts"
import type { Author } from "./chain/execute.ts"
import { type ChainStore, createMemoryChainStore } from "./chain/store.ts"
import { type Clock, systemClock } from "./clock.ts"
import { type DrandOptions, openPulses } from "./drand/options.ts"
import type { Engine, EngineMode } from "./engines/engine.ts"
import { createSoloEngine } from "./engines/solo.ts"
import { type Log, noLog } from "./log.ts"
import { createPool, type Pool, type PoolOptions } from "./pool/pool.ts"
import { createDispatcher, type Dispatcher } from "./rpc/dispatch.ts"
import { type Door, openDoor } from "./rpc/door.ts"
import { createRegistry, type MethodGroup } from "./rpc/registry.ts"
import { type RpcServer, startRpcServer } from "./rpc/server.ts"
import type { NetworkIdentity } from "./rpc/types.ts"

export interface NodeOptions {
  readonly runtime: Runtime
  /** A block every so many milliseconds, one for each transaction, or only on demand. Default 250. */
  readonly blockTimeMs?: number | "instant" | "manual"
  /** Where JSON-RPC listens; 0 takes any free port. Without it there is only the in-process door. */
  readonly port?: number
  /** The same on another port: the reference localnet has two. */
  readonly secondPort?: number
  /** Default loopback. */
  readonly host?: string
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
  readonly pool?: Pick<PoolOptions, "limits" | "finalizedNoticeMs">
  /** Origins that browsers may connect from. Default all: wallets are web pages. */
  readonly origins?: readonly string[] | "all"
  readonly maxConnections?: number
  /** `dev_*` and `engine_*`. Default true. */
  readonly devMethods?: boolean
  readonly methods?: readonly MethodGroup[]
}

export interface Node extends Door {
  readonly chain: Chain
  readonly pool: Pool
  readonly engine: Engine
  /** `ws://…`; HTTP is on the same port. Empty when the node does not listen. */
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

const defaultBlockTimeMs = 250
/** Seven hours of 250 ms blocks. */
const keptInMemory = 100_000
/** See `PoolOptions.finalizedNoticeMs`: long enough for a busy client where blocks come on a schedule, short where tests wait. */
const scheduledNoticeMs = 250
const promptNoticeMs = 50
const defaultMaxConnections = 1000

/** What `system_chain` and its like answer for the reference localnet. */
const localIdentity: NetworkIdentity = {
  name: "Bittensor",
  id: "bittensor",
  chainType: "Local",
  properties: { ss58Format: 42, tokenDecimals: 9, tokenSymbol: "TAO" },
}

/** Starts a whole node: chain, pool, engine and JSON-RPC. Throws NodeError when a port is taken or the store is another chain's. */
export async function startNode(options: NodeOptions): Promise<Node> {
  const {
    runtime,
    log = noLog,
    clock = systemClock,
    store = createMemoryChainStore(),
    author,
    authors,
  } = options
  const keepBlocks = options.keepBlocks ?? (options.store === undefined ? keptInMemory : undefined)
  const chain = await createChain({ runtime, store, log, keepBlocks, ...depthOf(options) })
  const mode = modeOf(options.blockTimeMs)
  const finalizedNoticeMs = mode.type === "interval" ? scheduledNoticeMs : promptNoticeMs
  const pool = createPool({ chain, clock, log, finalizedNoticeMs, ...options.pool })
  const pulses = openPulses(options.drand, { chain, pool, clock, log })
  const app = createConsensusApp({ chain, pool, clock, log, author, authors, sources: pulses.sources })
  const engine = createSoloEngine({ app, pool, clock, log, mode })
  const methods = createRegistry({
    devMethods: options.devMethods ?? true,
    ...(options.methods && { extraGroups: options.methods }),
  })
  const identity = options.identity ?? localIdentity
  const services = { chain, pool, app, engine, identity, clock, log, methodNames: [...methods.keys()] }
  const dispatcher = createDispatcher(methods, services)
  const servers = await listen(options, dispatcher, clock, log)
  const door = openDoor(dispatcher)
  engine.start()
  const [first] = servers

  return {
    chain,
    pool,
    engine,
    url: first === undefined ? "" : `ws://${urlHost(first.host)}:${first.port}`,
    port: first?.port ?? 0,
    request: door.request,
    subscribe: door.subscribe,
    async close() {
      await engine.stop()
      pulses.close()
      await Promise.all(servers.map((server) => server.close()))
      door.close()
      pool.close()
    },
  }
}

function depthOf({ historyDepth }: NodeOptions): { historyDepth?: number } {
  return historyDepth === undefined ? {} : { historyDepth }
}

function modeOf(blockTime: NodeOptions["blockTimeMs"] = defaultBlockTimeMs): EngineMode {
  return typeof blockTime === "number" ? { type: "interval", intervalMs: blockTime } : { type: blockTime }
}

/** All ports or none. */
async function listen(
  options: NodeOptions,
  dispatcher: Dispatcher,
  clock: Clock,
  log: Log,
): Promise<RpcServer[]> {
  const { port, secondPort, host = "127.0.0.1", origins = "all" } = options
  const { maxConnections = defaultMaxConnections } = options
  const servers: RpcServer[] = []
  try {
    for (const one of [port, secondPort]) {
      if (one === undefined) continue
      const server = { host, port: one, dispatcher, clock, log, origins, maxConnections }
      servers.push(await startRpcServer(server))
    }
  } catch (error) {
    await Promise.all(servers.map((server) => server.close()))
    throw error
  }
  return servers
}

/** The address that a client on this machine can use. */
function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1"
  return host.includes(":") ? `[${host}]` : host
}
