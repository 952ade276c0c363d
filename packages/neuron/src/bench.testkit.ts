/** What the benches of this package share: a process for each side, quantiles, and the machine's name. */
import { type ChildProcess, spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { connect } from "node:net"
import { cpus, loadavg } from "node:os"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"

export interface Child<T> {
  readonly ready: T
  /** Seconds of processor time so far, of all its threads. 0 where the system does not tell. */
  cpuSeconds(): number
  end(): void
}

/** Runs a program until its first line of JSON. It ends with its input. */
export function startChild<T>(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Child<T>> {
  const child: ChildProcess = spawn(program, args, {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...env },
  })
  return new Promise((resolve, reject) => {
    child.on("error", reject)
    child.on("exit", (code) => reject(new Error(`${program} ended with ${code}`)))
    if (child.stdout === null) throw new Error("no output")
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("{"))
        resolve({
          ready: JSON.parse(line) as T,
          cpuSeconds: () => cpuSecondsOf(child.pid ?? 0),
          end: () => child.kill("SIGKILL"),
        })
    })
  })
}

/** Linux counts in hundredths of a second. */
function cpuSecondsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}

/** Seconds that the machine's processors worked so far, for whomever. 0 where the system does not tell. */
export function busySeconds(): number {
  try {
    const [user, nice, system, , , irq, softirq] = readFileSync("/proc/stat", "utf8")
      .split("\n", 1)
      .flatMap((line) => line.split(/ +/).slice(1).map(Number))
    return [user, nice, system, irq, softirq].reduce<number>((sum, ticks) => sum + (ticks ?? 0), 0) / 100
  } catch {
    return 0
  }
}

/** This file once more, in a role. */
export const startRole = <T>(url: string, role: string, ...args: string[]): Promise<Child<T>> =>
  startChild<T>(process.execPath, ["--import", "tsx", fileURLToPath(url), role, ...args])

/** Says that a role is ready, and ends with whoever started it. */
export function ready(value: object): void {
  console.log(JSON.stringify(value))
  process.stdin.resume().on("end", () => process.exit(0))
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`

/** A request as bytes, for a connection that stays open. */
export function rawRequest(
  port: number,
  { path, headers, body }: { readonly path: string; readonly headers: object; readonly body: Uint8Array },
): Uint8Array {
  const lines = Object.entries({
    host: `127.0.0.1:${port}`,
    "content-type": "application/json",
    "content-length": String(body.length),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n`), body])
}

/**
 * Sends each request when an earlier one of its connection was answered, and gives each one's milliseconds. No client of HTTP, whose work
 * on the same cores would be measured with the server's: it knows answers by their length, and takes none but 200.
 */
export function exchange(
  port: number,
  requests: readonly Uint8Array[],
  connections: number,
): Promise<number[]> {
  const latencies: number[] = []
  let next = 0
  const converse = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1", noDelay: true })
      let text = ""
      let sentAt = 0
      const send = (): void => {
        const request = requests[next++]
        sentAt = performance.now()
        if (request === undefined) socket.destroy()
        else socket.write(request)
      }
      socket.on("connect", send)
      socket.on("data", (chunk) => {
        text += chunk.toString("latin1")
        const bodyAt = text.indexOf("\r\n\r\n") + 4
        if (bodyAt < 4) return
        const length = /^HTTP\/1\.1 200 [\s\S]*?\r\ncontent-length: (\d+)\r\n/i.exec(text)?.[1]
        if (length === undefined) return void socket.destroy(new Error(`not an answer: ${text}`))
        if (text.length < bodyAt + Number(length)) return
        text = ""
        latencies.push(performance.now() - sentAt)
        send()
      })
      socket.on("error", reject)
      socket.on("close", () => (text === "" ? resolve() : reject(new Error(`broken off: ${text}`))))
    })
  return Promise.all(Array.from({ length: connections }, converse)).then(() => latencies)
}
