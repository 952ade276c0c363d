/** What the benches of this package share: a process for each side, quantiles, and the machine's name. */
import { type ChildProcess, spawn } from "node:child_process"
import { readFileSync } from "node:fs"
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

/** So many calls at once until all are made; gives the seconds that it took. */
export async function inParallel(
  count: number,
  atOnce: number,
  call: (index: number) => Promise<void>,
): Promise<number> {
  const startedAt = performance.now()
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < count) await call(next++)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker))
  return (performance.now() - startedAt) / 1_000
}
