/** For tests that run the command as its users do: in a process of its own. */
import { type ChildProcess, spawn } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { createServer } from "node:net"
import { loadavg } from "node:os"
import { fileURLToPath } from "node:url"
import { ensureBuilt } from "../../../scripts/ensure.mjs"

const root = fileURLToPath(new URL("../../..", import.meta.url))

/** Ends what hangs, and judges nothing: a machine that builds and tests at once is several times slower than a quiet one. */
const patienceMs = 120_000

export interface End {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface Started {
  readonly pid: number
  readonly stdout: () => string
  readonly stderr: () => string
  readonly ended: Promise<End>
  /** Milliseconds since the start. */
  readonly elapsed: () => number
  /** Milliseconds from the start until stdout held the text. Rejects with all output when the process ends or time runs out first. */
  printed(text: string, timeoutMs?: number): Promise<number>
  /** Sends the signal, waits for the end, and says how it ended and after how long. */
  stop(signal?: NodeJS.Signals): Promise<End & { readonly ms: number }>
}

/** `taonet …`, or `npm start`'s script with `{ script: "scripts/start.mjs" }`. Builds the bundle first when sources are newer. */
export async function startTaonet(
  args: readonly string[],
  {
    script = "packages/cli/bin/taonet.mjs",
    env = {},
  }: { script?: string; env?: Record<string, string> } = {},
): Promise<Started> {
  await ensureBuilt()
  const startedAt = performance.now()
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  return watch(child, () => performance.now() - startedAt)
}

/** Runs it to its end. */
export async function runTaonet(
  args: readonly string[],
  options: { env?: Record<string, string> } = {},
): Promise<End & { readonly stdout: string; readonly stderr: string }> {
  const started = await startTaonet(args, options)
  const end = await started.ended
  return { ...end, stdout: started.stdout(), stderr: started.stderr() }
}

function watch(child: ChildProcess, elapsed: () => number): Started {
  let stdout = ""
  let stderr = ""
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text
    changed()
  })
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text
  })
  const ended = new Promise<End>((resolve) => {
    child.once("close", (code, signal) => {
      resolve({ code, signal })
      changed()
    })
  })
  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    elapsed,
    printed: (text, timeoutMs = patienceMs) =>
      new Promise((resolve, reject) => {
        const settle = (act: () => void) => {
          clearTimeout(timer)
          listeners.delete(look)
          act()
        }
        const fail = (why: string) =>
          settle(() => reject(new Error(`no "${text}": ${why}\n${stdout}\n${stderr}`)))
        const look = () => {
          if (stdout.includes(text)) settle(() => resolve(elapsed()))
          else if (child.exitCode !== null || child.signalCode !== null) fail("it ended")
        }
        const timer = setTimeout(() => fail(`not within ${timeoutMs} ms`), timeoutMs)
        listeners.add(look)
        look()
      }),
    async stop(signal = "SIGTERM") {
      const at = performance.now()
      child.kill(signal)
      const end = await ended
      return { ...end, ms: performance.now() - at }
    },
  }
}

/** Test files run beside each other, one in each of the runner's processes: no two look for a port at the same place. Below the ports that systems give away. */
const portsOfWorker = 5_000 * ((Number(process.env["VITEST_POOL_ID"] ?? 1) - 1) % 2)

/** A base port of which the `count` ports above are free now. */
export async function freePortBase(from: number, count = 13): Promise<number> {
  const first = from + portsOfWorker
  for (let base = first; base < first + 1_000; base += 20) {
    const free = await Promise.all(Array.from({ length: count }, (_, offset) => isPortFree(base + offset)))
    if (free.every(Boolean)) return base
  }
  throw new Error(`no ${count} free ports above ${first}`)
}

export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once("error", () => resolve(false))
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** Keeps a port taken until it is closed. */
export function takePort(port = 0): Promise<{ readonly port: number; close(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen({ port, host: "127.0.0.1" }, () => {
      const address = server.address()
      resolve({
        port: typeof address === "object" && address !== null ? address.port : port,
        close: () => new Promise((done) => server.close(() => done())),
      })
    })
  })
}

export interface ProcessInfo {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

/** The processes below this one, as Linux shows them to everybody; undefined elsewhere. */
export function descendantsOf(pid: number): ProcessInfo[] | undefined {
  if (process.platform !== "linux") return undefined
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => infoOf(Number(name)))
  const below = (parent: number): ProcessInfo[] =>
    all.filter((info) => info.parent === parent).flatMap((info) => [info, ...below(info.pid)])
  return below(pid)
}

function infoOf(pid: number): ProcessInfo[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim()
    return [{ pid, parent, command }]
  } catch {
    return []
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** One JSON-RPC call over HTTP; undefined while nobody listens. */
export async function rpc(port: number, method: string, params: readonly unknown[] = []): Promise<unknown> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    })
    return ((await response.json()) as { result?: unknown }).result
  } catch {
    return undefined
  }
}

/** Polls until `get` gives something. */
export async function eventually<T>(
  get: () => Promise<T | undefined> | T | undefined,
  { timeoutMs = patienceMs, everyMs = 20 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const value = await get()
    if (value !== undefined) return value
    if (performance.now() > deadline) throw new Error(`nothing within ${timeoutMs} ms: ${get}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

/** A figure for people, with what else the machine was doing. */
export function report(what: string, ms: number): void {
  const load = loadavg()[0]?.toFixed(1)
  console.info(`measured: ${what}: ${Math.round(ms)} ms (load ${load})`)
}
