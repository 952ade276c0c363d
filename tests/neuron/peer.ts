import { type ChildProcess, spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { clientMs } from "../support/deadlines.ts"

interface Line {
  readonly step: string
  readonly value?: unknown
  readonly error?: string
  readonly trace?: string
}

/** A Python program that says what it sees, one JSON line a step, and that ends when it is told. */
export interface Peer {
  /** The step's value, once it was said. Rejects with the program's own trace. */
  of(step: string): Promise<Record<string, unknown>>
  /** Closes its input, which tells it to say the rest, and waits for its end. */
  finish(): Promise<void>
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export function startPeer(
  python: string,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Peer {
  const child = spawn(python, [here(script), ...args], {
    env: { ...process.env, ...env, PYTHONPATH: here("../python-sdk") },
    stdio: ["pipe", "pipe", "pipe"],
  })
  const timer = setTimeout(() => child.kill("SIGKILL"), clientMs)
  const lines = new Map<string, Line>()
  const waiting = new Map<string, () => void>()
  let output = ""
  let ended = false
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output = (output + text).slice(-4_000)
  })
  createInterface({ input: child.stdout }).on("line", (text) => {
    if (!text.startsWith('{"step"')) {
      output = `${output}${text}\n`.slice(-4_000)
      return
    }
    const line = JSON.parse(text) as Line
    lines.set(line.step, line)
    waiting.get(line.step)?.()
  })
  const exit = ending(child, timer, () => {
    ended = true
    for (const wake of waiting.values()) wake()
  })

  return {
    async of(step) {
      if (!lines.has(step) && !ended) await new Promise<void>((resolve) => waiting.set(step, resolve))
      const line = lines.get(step)
      if (line === undefined) throw new Error(`no step "${step}": ${output}`)
      if (line.error !== undefined) throw new Error(`${line.error}\n${line.trace}`)
      return line.value as Record<string, unknown>
    },
    async finish() {
      child.stdin.end()
      await exit
    },
  }
}

function ending(child: ChildProcess, timer: NodeJS.Timeout, onEnd: () => void): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      onEnd()
      resolve()
    }
    child.on("error", end)
    child.on("close", end)
  })
}
