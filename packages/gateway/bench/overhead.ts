/**
 * What the gateway costs: the same requests against an upstream directly and through the gateway, in one run, each in a
 * process of its own. `npx tsx packages/gateway/bench/overhead.ts [seconds per run]`
 */
import { type ChildProcess, fork } from "node:child_process"
import { Agent, createServer, request as httpRequest, type IncomingMessage } from "node:http"
import { connect } from "node:net"
import { cpus } from "node:os"
import { fileURLToPath } from "node:url"
import { createGateway } from "../src/server.ts"
import { completion, goodStream, question, route } from "../src/testKit.ts"
import type { MinerQuery } from "../src/types.ts"

export interface BenchRow {
  readonly kind: "json" | "sse"
  readonly connections: number
  /** Medians over the rounds, and the extremes, which tell how quiet the machine was. */
  readonly directPerSecond: number
  readonly directRange: string
  readonly gatewayPerSecond: number
  readonly gatewayRange: string
  readonly directP50Ms: number
  readonly gatewayP50Ms: number
  /** Direct over gateway, of the medians. */
  readonly ratio: number
}

const file = fileURLToPath(import.meta.url)
const rounds = 5

/** Runs all rows. The targets take turns, so that other load on the machine falls on both. */
export async function benchGateway(secondsPerRun = 1): Promise<BenchRow[]> {
  const upstream = await child("upstream")
  const gateway = await child("gateway", upstream.url)
  const rows: BenchRow[] = []
  try {
    for (const kind of ["json", "sse"] as const) {
      for (const connections of [1, 32]) {
        const runs = { direct: [] as Load[], gateway: [] as Load[] }
        for (let round = 0; round <= rounds; round += 1) {
          for (const [target, url] of [
            ["direct", upstream.url],
            ["gateway", gateway.url],
          ] as const) {
            const measured = await counted(upstream.process, () =>
              load(url, kind, connections, secondsPerRun),
            )
            // The first round warms up.
            if (round > 0) runs[target].push(measured)
          }
        }
        rows.push(toRow(kind, connections, runs))
      }
    }
  } finally {
    gateway.process.kill()
    upstream.process.kill()
  }
  return rows
}

/** A load generator that miscounts makes any ratio: what it counted must be what the upstream served. */
async function counted(upstream: ChildProcess, work: () => Promise<Load>): Promise<Load> {
  const served = () =>
    new Promise<number>((resolve) => {
      upstream.once("message", (count) => resolve(Number(count)))
      upstream.send("count")
    })
  const before = await served()
  const measured = await work()
  const count = (await served()) - before
  if (count !== measured.count) throw new Error(`the client counted ${measured.count}, the upstream ${count}`)
  return measured
}

function toRow(
  kind: "json" | "sse",
  connections: number,
  runs: { direct: Load[]; gateway: Load[] },
): BenchRow {
  const rates = (of: Load[]) => of.map((each) => Math.round(each.perSecond)).sort((a, b) => a - b)
  const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  const direct = rates(runs.direct)
  const gateway = rates(runs.gateway)
  return {
    kind,
    connections,
    directPerSecond: median(direct),
    directRange: `${direct[0]}–${direct.at(-1)}`,
    gatewayPerSecond: median(gateway),
    gatewayRange: `${gateway[0]}–${gateway.at(-1)}`,
    directP50Ms: median(runs.direct.map((each) => each.p50Ms)),
    gatewayP50Ms: median(runs.gateway.map((each) => each.p50Ms)),
    ratio: Number((median(direct) / median(gateway)).toFixed(2)),
  }
}

function child(...args: string[]): Promise<{ process: ChildProcess; url: string }> {
  return new Promise((resolve, reject) => {
    const process = fork(file, args)
    process.once("message", (url) => resolve({ process, url: String(url) }))
    process.once("exit", (code) => reject(new Error(`${args[0]} ended with ${code}`)))
  })
}

function serveUpstream(): void {
  const json = Buffer.from(JSON.stringify(completion()))
  let served = 0
  process.on("message", () => process.send?.(served))
  const server = createServer((request, response) => {
    served += 1
    let text = ""
    request.setEncoding("utf8").on("data", (part) => (text += part))
    request.on("end", () => {
      const { stream } = JSON.parse(text) as { stream?: boolean }
      response.writeHead(200, { "content-type": stream ? "text/event-stream" : "application/json" })
      if (stream) for (const event of goodStream()) response.write(event)
      response.end(stream ? undefined : json)
    })
  })
  server.listen(0, "127.0.0.1", () => {
    const address = server.address()
    process.send?.(`http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`)
  })
}

async function serveGateway(upstream: string): Promise<void> {
  const models = [{ id: "m", created: 1, ownedBy: "taonet" }]
  const miners = Array.from({ length: 64 }, (_, uid) => route(uid, 1 / (uid + 1), { url: upstream }))
  const deps = {
    miners: () => miners,
    query: plainQuery(),
    now: Date.now,
    random: Math.random,
    log: () => {},
  }
  const gateway = createGateway({ netuid: 1, models }, deps)
  process.send?.((await gateway.listen()).url)
}

/** Unsigned HTTP: what a signature costs is the dendrite's to measure. */
function plainQuery(): MinerQuery {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  return (miner, { path, body, signal }) =>
    new Promise((resolve, reject) => {
      const headers = { "content-type": "application/json", "content-length": body.length }
      const outgoing = httpRequest(
        `${miner.url}${path}`,
        { method: "POST", agent, headers, signal },
        (answer: IncomingMessage) => {
          resolve({
            status: answer.statusCode ?? 0,
            headers: {},
            body: answer,
            verified: Promise.resolve(true),
          })
        },
      )
      outgoing.on("error", reject)
      outgoing.end(body)
    })
}

interface Load {
  readonly count: number
  readonly perSecond: number
  readonly p50Ms: number
}

/** Raw sockets: a client as light as can be, since it shares the machine with what it measures. */
async function load(url: string, kind: "json" | "sse", connections: number, seconds: number): Promise<Load> {
  const body = JSON.stringify({ ...question, stream: kind === "sse" })
  const head = "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
  const message = `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  const latencies: number[] = []
  const begin = performance.now()
  const end = begin + seconds * 1000
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(Number(new URL(url).port), "127.0.0.1")
      let text = ""
      let start = 0
      const send = () => {
        text = ""
        start = performance.now()
        socket.write(message)
      }
      socket.setNoDelay(true).setEncoding("latin1").on("error", reject).on("connect", send)
      socket.on("data", (part) => {
        text += part
        if (!isWhole(text)) return
        if (!text.startsWith("HTTP/1.1 200")) return reject(new Error(text))
        latencies.push(performance.now() - start)
        if (performance.now() < end) return send()
        socket.destroy()
        resolve()
      })
    })
  await Promise.all(Array.from({ length: connections }, one))
  const wall = (performance.now() - begin) / 1000
  latencies.sort((a, b) => a - b)
  const p50Ms = Number((latencies[Math.floor(latencies.length / 2)] ?? 0).toFixed(3))
  return { count: latencies.length, perSecond: latencies.length / wall, p50Ms }
}

function isWhole(text: string): boolean {
  if (text.endsWith("\r\n0\r\n\r\n")) return true
  const bodyAt = text.indexOf("\r\n\r\n")
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, bodyAt + 2))?.[1]
  return bodyAt !== -1 && length !== undefined && text.length >= bodyAt + 4 + Number(length)
}

if (process.argv[1] === file) {
  const [role, argument = ""] = process.argv.slice(2)
  if (role === "upstream") serveUpstream()
  else if (role === "gateway") await serveGateway(argument)
  else {
    const rows = await benchGateway(role === undefined ? 1 : Number(role))
    console.error(`${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}`)
    console.table(rows)
  }
}
