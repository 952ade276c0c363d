import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import type { EpochInput } from "./types.ts"
import { snakeCase } from "./vectorFormat.ts"

/* The float64 peer (numpyYuma.py) as a process that computes an epoch whenever asked. TAONET_PYTHON names another interpreter. */

const python = process.env["TAONET_PYTHON"] ?? "python3"

/** Why there is no peer here; undefined when there is one. */
export function peerMissing(): string | undefined {
  const { error, status } = spawnSync(python, ["-c", "import numpy"], { stdio: "ignore" })
  if (error !== undefined) return `no ${python} to run the numpy peer`
  return status === 0 ? undefined : `${python} has no numpy`
}

export interface NumpyPeer {
  run(): Promise<void>
  result(): Promise<{ readonly incentive: number[]; readonly dividends: number[] }>
  stop(): void
}

export function startPeer(input: EpochInput): NumpyPeer {
  const child: ChildProcessWithoutNullStreams = spawn(python, [
    fileURLToPath(new URL("./numpyYuma.py", import.meta.url)),
  ])
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  child.stderr.pipe(process.stderr)
  child.stdin.write(`${JSON.stringify(inputToJson(input))}\n`)
  const ask = async (command: string): Promise<string> => {
    child.stdin.write(`${command}\n`)
    const { value, done } = await lines.next()
    if (done) throw new Error("the numpy peer ended")
    return value
  }
  return {
    run: async () => void (await ask("run")),
    result: async () => JSON.parse(await ask("result")),
    stop: () => void child.stdin.end(),
  }
}

/** As in vectors/yuma. */
export function inputToJson(input: EpochInput): Record<string, unknown> {
  const plain = (value: unknown): unknown =>
    typeof value === "bigint" ? value.toString() : Array.isArray(value) ? value.map(plain) : value
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [snakeCase(name), plain(value)]))
}
