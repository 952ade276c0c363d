import { readFileSync } from "node:fs"
import { join } from "node:path"
import { guardBooks } from "@taonet/node/guardBooks"
import type { Log, LogLevel } from "@taonet/node/log"
import { type NodeOptions, startNode } from "@taonet/node/node"
import { openJournal } from "@taonet/node/pool/journal"
import { defaultPoolLimits, type PoolLimits } from "@taonet/node/pool/pool"
import type { RpcMethods } from "@taonet/node/rpc/access"
import type { RpcLimits } from "@taonet/node/rpc/limits"
import { watchBooks } from "@taonet/runtime/invariants/index"
import { createRuntime } from "@taonet/runtime/runtime"
import { acceleration } from "@taonet/signatures/accelerated"
import { authorsFor } from "../authors.ts"
import { storeOptions } from "../dataDir.ts"
import { type DrandFlags, withDrand } from "../drand.ts"
import { createLogger, type Logger } from "../log.ts"
import { specNamed } from "../specs.ts"
import { aborted, exitWith, finish, stopSignal, UsageError } from "../stop.ts"

export interface NodeVerbOptions extends DrandFlags, RpcFlags {
  readonly dataDir: string
  readonly chain: string
  readonly blockTime: number | "instant" | "manual"
  /** States to keep. */
  readonly pruning: number
  readonly keepBlocks?: number
  readonly prometheusPort?: number
  readonly prometheusHost: string
  readonly poolLimit: number
  readonly poolKbytes: number
  readonly signatureThreads: number
  readonly checkInvariants: boolean
  readonly log: "text" | "json"
  readonly logLevel: LogLevel
}

interface RpcFlags {
  readonly port: number
  readonly host: string
  readonly rpcMethods: RpcMethods
  readonly rpcCors: readonly string[] | "all"
  readonly rpcMaxConnections: number
  readonly rpcMaxSubscriptionsPerConnection: number
  readonly rpcMaxRequestSize: number
  readonly rpcMaxResponseSize: number
  readonly rpcMaxBatchRequestLen: number
  readonly rpcMaxInFlight: number
  readonly rpcMaxQueued: number
  readonly rpcRateLimit?: number
  readonly rpcTlsCert?: string
  readonly rpcTlsKey?: string
}

const MiB = 1024 * 1024

/** Runs an operator's node until it is stopped. Where it listens is printed on stdout; all else goes to the log. */
export async function node(options: NodeVerbOptions): Promise<void> {
  const stop = stopSignal()
  const log = createLogger("node", { json: options.log === "json" })
  try {
    const nodeLog = leveled(log, options.logLevel)
    const { spec, ...pulses } = withDrand(specNamed(options.chain, options.blockTime), options)
    const { name, id, chainType, properties } = spec
    // Before anything is opened: a wrong option leaves no folder behind.
    const rpc = rpcOptions(options)
    const { dataDir, pruning, keepBlocks } = options
    const kept = keepBlocks === undefined ? {} : { keepBlocks }
    const stored = await storeOptions({ dataDir, keepStates: pruning, ...kept })
    const running = await startNode({
      runtime: createRuntime(spec),
      identity: { name, id, chainType, properties },
      ...rpc,
      ...(await authorsFor(spec, dataDir)),
      blockTimeMs: options.blockTime,
      log: nodeLog,
      ...poolOptions(options, nodeLog),
      signatureThreads: options.signatureThreads,
      ...metricsOptions(options),
      ...pulses,
      ...stored,
    })
    if (options.checkInvariants) guardBooks(running, { watch: watchBooks, log: nodeLog })
    nodeLog("info", "Started", {
      chain: spec.id,
      genesis: running.chain.genesisHash,
      block: running.chain.head().header.number,
      url: running.url,
      signatures: acceleration(),
    })
    process.stdout.write(`Listening on ${running.url}\n`)
    process.send?.({ ready: running.url })
    const failure = await Promise.race([aborted(stop), ...(stored.store ? [stored.store.failed] : [])])
    await running.close()
    await stored.store?.close()
    if (failure !== undefined) throw failure
    finish()
  } catch (error) {
    exitWith(error, options.log === "json" ? log : undefined)
  }
}

function rpcOptions(options: RpcFlags): Partial<NodeOptions> {
  const limits: Partial<RpcLimits> = {
    maxConnections: options.rpcMaxConnections,
    maxSubscriptionsPerConnection: options.rpcMaxSubscriptionsPerConnection,
    maxRequestBytes: options.rpcMaxRequestSize * MiB,
    maxResponseBytes: options.rpcMaxResponseSize * MiB,
    maxBatchRequests: options.rpcMaxBatchRequestLen,
    maxInFlightPerConnection: options.rpcMaxInFlight,
    maxQueuedBytes: options.rpcMaxQueued * MiB,
    ...(options.rpcRateLimit === undefined ? {} : { callsPerMinute: options.rpcRateLimit }),
  }
  return {
    port: options.port,
    host: options.host,
    rpcMethods: options.rpcMethods,
    // What a development chain does for whoever asks is not for a network of others: `taonet dev` is one.
    devMethods: false,
    origins: options.rpcCors,
    limits,
    ...tlsOptions(options),
  }
}

function tlsOptions({ rpcTlsCert, rpcTlsKey }: RpcFlags): Partial<NodeOptions> {
  if (rpcTlsCert === undefined && rpcTlsKey === undefined) return {}
  if (rpcTlsCert === undefined || rpcTlsKey === undefined)
    throw new UsageError("--rpc-tls-cert and --rpc-tls-key belong together")
  return { tls: { cert: readText(rpcTlsCert, "certificate"), key: readText(rpcTlsKey, "key") } }
}

function readText(path: string, what: string): string {
  try {
    return readFileSync(path, "utf8")
  } catch (error) {
    throw new UsageError(`the TLS ${what} ${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`)
  }
}

function poolOptions(
  { poolLimit, poolKbytes, dataDir }: NodeVerbOptions,
  log: Log,
): Pick<NodeOptions, "pool" | "journal"> {
  const readyBytes = poolKbytes * 1024
  const limits: PoolLimits = {
    ...defaultPoolLimits,
    readyCount: poolLimit,
    readyBytes,
    futureCount: Math.ceil(poolLimit / 2),
    futureBytes: Math.ceil(readyBytes / 2),
  }
  const file = join(dataDir, "pending-transactions")
  return { pool: { limits }, journal: openJournal({ file, log, maxBytes: 2 * readyBytes }) }
}

function metricsOptions({ prometheusPort, prometheusHost }: NodeVerbOptions): Pick<NodeOptions, "metrics"> {
  return prometheusPort === undefined ? {} : { metrics: { port: prometheusPort, host: prometheusHost } }
}

const levels: readonly LogLevel[] = ["debug", "info", "warn", "error"]

/** Everything of this level and above, with its values as fields. An error's text is in the message; its trace is not for logs. */
function leveled(log: Logger, least: LogLevel): Log {
  return (level, message, fields = {}) => {
    if (levels.indexOf(level) < levels.indexOf(least)) return
    const { error: _, ...plain } = fields
    log(level, { message, ...plain })
  }
}
