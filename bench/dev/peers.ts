/** The same work for Taonet, Anvil and Chopsticks, through JSON-RPC of a process of its own. Who is not installed is told of. */
import { type ChildProcess, spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"
import { fileURLToPath } from "node:url"
import { freePortBase } from "taonet/testKit"
import { ensureBuilt } from "../../scripts/ensure.mjs"
import { medianOf, millisecondsOf } from "../median.ts"
import { openClient } from "../node/client.ts"
import type { Result } from "../table.ts"

type Params = readonly unknown[]
type Question = readonly [method: string, params?: Params]

interface Peer {
  readonly name: string
  /** Program and arguments before the port, or why it is left out. */
  readonly command: readonly string[] | string
  /** A question that the youngest chain can answer. */
  readonly hello: Question
  mine(count: number): Question
  /** Its answer is what `revert` wants. */
  readonly snapshot: Question
  revert(point: unknown): Question
  readonly read: Question
}

export interface PeerWork {
  readonly blocks: number
  readonly rounds: number
  readonly reads: number
}

const root = fileURLToPath(new URL("../..", import.meta.url))
const perCall = 1_000
const inFlight = 64
const startWithinMs = 120_000
const aliceKey =
  "0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9de1e86a9a8c739864cf3cc5ec2bea59fd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"

const taonet: Peer = {
  name: "Taonet",
  command: [process.execPath, "packages/cli/bin/taonet.mjs", "dev", "--block-time", "manual", "--port"],
  hello: ["system_chain"],
  mine: (count) => ["dev_newBlock", [{ count }]],
  snapshot: ["dev_snapshot"],
  revert: (id) => ["dev_revert", [id]],
  read: ["state_getStorage", [aliceKey]],
}

const anvil: Peer = {
  name: "Anvil",
  command:
    found("anvil")?.concat("--no-mining", "--silent", "--port") ?? "Anvil: not installed (anvil on PATH)",
  hello: ["web3_clientVersion"],
  mine: (count) => ["anvil_mine", [`0x${count.toString(16)}`]],
  snapshot: ["evm_snapshot"],
  revert: (id) => ["evm_revert", [id]],
  read: ["eth_getBalance", ["0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "latest"]],
}

const chopsticks: Peer = {
  name: "Chopsticks",
  command: chopsticksCommand(),
  hello: ["system_chain"],
  mine: (count) => ["dev_newBlock", [{ count }]],
  // It has no snapshots: a block to go back to is what comes nearest.
  snapshot: ["chain_getBlockHash"],
  revert: (hash) => ["dev_setHead", [hash]],
  read: ["state_getStorage", [aliceKey]],
}

/** It can not begin with a chain of its own: it goes on from one that runs, and that needs the runtime as Wasm. */
function chopsticksCommand(): readonly string[] | string {
  const program = found("chopsticks")
  if (program === undefined) return "Chopsticks: not installed (@acala-network/chopsticks)"
  const config = process.env["TAONET_BENCH_CHOPSTICKS"]
  if (config === undefined)
    return "Chopsticks: installed, but it goes on from another chain: name its --config in TAONET_BENCH_CHOPSTICKS"
  return [...program, "--config", config, "--build-block-mode", "Manual", "--port"]
}

function found(program: string): string[] | undefined {
  const folders = [join(root, "node_modules", ".bin"), ...(process.env["PATH"] ?? "").split(delimiter)]
  const path = folders.map((folder) => join(folder, program)).find((candidate) => existsSync(candidate))
  return path === undefined ? undefined : [path]
}

export async function peersResults(work: PeerWork): Promise<(Result | string)[]> {
  await ensureBuilt()
  const lines: (Result | string)[] = []
  for (const peer of [taonet, anvil, chopsticks])
    if (typeof peer.command === "string") lines.push(peer.command)
    else lines.push(...(await measured(peer, peer.command, work)))
  return lines
}

async function measured(peer: Peer, command: readonly string[], work: PeerWork): Promise<Result[]> {
  const port = await freePortBase(25_000, 1)
  const [program = "", ...args] = command
  const begin = performance.now()
  // A group of its own: what npm installs is often a script that starts the program.
  const child = spawn(program, [...args, String(port)], { cwd: root, stdio: "ignore", detached: true })
  const interrupted = (): void => {
    killGroup(child)
    process.exit(130)
  }
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted)
  try {
    const ask = asker(port)
    await answering(child, () => ask(peer.hello))
    const boot = performance.now() - begin
    await ask(peer.mine(1))
    const rounds = await roundsMs(peer, ask, work.rounds)
    const reads = await readsPerSecond(peer, port, work.reads)
    const mining = await millisecondsOf(async () => {
      for (let made = 0; made < work.blocks; made += perCall)
        await ask(peer.mine(Math.min(perCall, work.blocks - made)))
    })
    return [
      { what: `${peer.name}: start to the first answer`, value: boot, unit: "ms" },
      {
        what: `${peer.name}: ${work.blocks.toLocaleString("en-US")} empty blocks`,
        value: mining,
        unit: "ms",
      },
      { what: `${peer.name}: snapshot and revert`, value: medianOf(rounds), unit: "ms" },
      { what: `${peer.name}: reads of a balance over one WebSocket`, value: reads, unit: "/s" },
    ]
  } finally {
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted)
    killGroup(child)
  }
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL")
  } catch {
    // It ended by itself.
  }
}

type Ask = (question: Question) => Promise<unknown>

function asker(port: number): Ask {
  return async ([method, params = []]) => {
    const response = await fetch(`http://127.0.0.1:${port}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    })
    const { result, error } = (await response.json()) as { result?: unknown; error?: unknown }
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`)
    return result
  }
}

async function answering(child: ChildProcess, hello: () => Promise<unknown>): Promise<void> {
  const deadline = performance.now() + startWithinMs
  let failure: unknown
  child.once("error", (error) => {
    failure = error
  })
  for (;;) {
    if (failure !== undefined || child.exitCode !== null || performance.now() > deadline)
      throw new Error(`${child.spawnfile} did not answer`, { cause: failure })
    const isUp = await hello().then(
      () => true,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Each with a block between, so that there is something to go back from; its time does not count. */
async function roundsMs(peer: Peer, ask: Ask, rounds: number): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    let point: unknown
    const taking = await millisecondsOf(async () => {
      point = await ask(peer.snapshot)
    })
    await ask(peer.mine(1))
    times.push(taking + (await millisecondsOf(() => ask(peer.revert(point)))))
  }
  return times
}

async function readsPerSecond(peer: Peer, port: number, reads: number): Promise<number> {
  const client = await openClient(`ws://127.0.0.1:${port}`)
  const [method, params = []] = peer.read
  const list = Array.from({ length: reads }, () => params)
  await client.askAll(method, list.slice(0, reads >> 2), inFlight)
  const ms = await millisecondsOf(() => client.askAll(method, list, inFlight))
  client.close()
  return (reads * 1000) / ms
}
