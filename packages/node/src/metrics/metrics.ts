import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client"
import type { Chain } from "../chain/chain.ts"
import type { ConsensusApp } from "../engines/consensusApp.ts"
import { NodeError } from "../errors.ts"
import type { Pool } from "../pool/pool.ts"
import { nodeName, nodeVersion } from "../rpc/methods/system.ts"
import type { RpcObserver } from "../rpc/observer.ts"
import { rpcMetrics } from "./rpcMetrics.ts"

export interface MetricsOptions {
  /** Default loopback. */
  readonly host?: string
  /** 0 takes any free port. */
  readonly port: number
}

/** What Prometheus is shown of a node, under Substrate's names where it has one, so that its dashboards work here. */
export interface Metrics {
  readonly port: number
  readonly rpc: RpcObserver
  /** The app with its work timed. */
  timed(app: ConsensusApp): ConsensusApp
  /** What is looked at when somebody asks. */
  watch(observed: Observed): void
  close(): Promise<void>
}

export interface Observed {
  readonly chain: Pick<Chain, "head" | "finalized">
  readonly pool: Pick<Pool, "readyCount" | "futureCount" | "readyBytes">
  /** Bytes that clients have not read yet. */
  queuedBytes(): number
  /** Signatures that wait to be checked. */
  pendingSignatures(): number
}

/** Seconds: from a block of nothing to one that is far too late. */
const blockBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** Serves `/metrics`. Throws NodeError `port-taken` or `address-unavailable`. */
export async function openMetrics(chainId: string, options: MetricsOptions): Promise<Metrics> {
  const registry = new Registry()
  registry.setDefaultLabels({ chain: chainId })
  // Memory, processor time, garbage collection, and the event loop's delay by quantiles.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 10 })
  const registers = [registry]
  new Gauge({
    name: "substrate_build_info",
    help: "The program that runs",
    labelNames: ["name", "version"],
    registers,
  })
    .labels(nodeName, nodeVersion)
    .set(1)
  const constructed = new Histogram({
    name: "substrate_proposer_block_constructed",
    help: "Seconds that a block took to build",
    buckets: blockBuckets,
    registers,
  })
  const committed = new Histogram({
    name: "taonet_block_commit_seconds",
    help: "Seconds that a block took to store",
    buckets: blockBuckets,
    registers,
  })
  const transactions = new Gauge({
    name: "substrate_proposer_number_of_transactions",
    help: "Transactions in the block built last",
    registers,
  })
  const included = new Counter({
    name: "taonet_transactions_included",
    help: "Transactions in all blocks built since the start",
    registers,
  })
  const server = await serve(registry, options)

  return {
    port: server.port,
    rpc: rpcMetrics(registry),
    timed: (app) => ({
      ...app,
      async prepareProposal(request) {
        const end = constructed.startTimer()
        const proposal = await app.prepareProposal(request)
        end()
        transactions.set(proposal.transactions)
        included.inc(proposal.transactions)
        return proposal
      },
      async commit() {
        const end = committed.startTimer()
        const block = await app.commit()
        end()
        return block
      },
    }),
    watch: (observed) => watch(registry, observed),
    close: server.close,
  }
}

/** Gauges that are read when they are asked for. */
function watch(registry: Registry, { chain, pool, queuedBytes, pendingSignatures }: Observed): void {
  const registers = [registry]
  new Gauge({
    name: "substrate_block_height",
    help: "Number of the block",
    labelNames: ["status"],
    registers,
    collect() {
      this.labels("best").set(chain.head().header.number)
      this.labels("finalized").set(chain.finalized().header.number)
      this.labels("sync_target").set(chain.head().header.number)
    },
  })
  const readings: readonly (readonly [string, string, () => number])[] = [
    ["substrate_ready_transactions_number", "Transactions in the ready queue", () => pool.readyCount],
    ["taonet_ready_transactions_bytes", "Bytes in the ready queue", () => pool.readyBytes],
    ["taonet_future_transactions_number", "Transactions that wait for others", () => pool.futureCount],
    ["taonet_rpc_queued_bytes", "Bytes that clients have not read yet", queuedBytes],
    ["taonet_pending_signatures", "Signatures that wait to be checked", pendingSignatures],
  ]
  for (const [name, help, read] of readings)
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
}

interface Served {
  readonly port: number
  close(): Promise<void>
}

function serve(registry: Registry, { host = "127.0.0.1", port }: MetricsOptions): Promise<Served> {
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url?.split("?")[0] !== "/metrics") reply(response, 404, "")
    else
      registry.metrics().then(
        (text) => reply(response, 200, text, registry.contentType),
        () => reply(response, 500, ""),
      )
  })
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE"
      reject(
        new NodeError(
          taken ? "port-taken" : "address-unavailable",
          taken
            ? `Port ${port} on ${host}, for metrics, is taken by another program`
            : `Cannot listen for metrics on ${host}:${port}: ${error.code}`,
        ),
      )
    })
    server.listen({ host, port }, () =>
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      }),
    )
  })
}

function reply(response: ServerResponse, status: number, text: string, type = "text/plain"): void {
  response.writeHead(status, { "content-type": type }).end(text)
}
