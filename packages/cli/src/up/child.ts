import { type ChildProcess, fork } from "node:child_process"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import type { Logger } from "../log.ts"

export interface Child {
  /** What the verb reported once it was ready. Rejects when it ends before that. */
  readonly ready: Promise<string>
  /** Settles when the process has ended for good: its exit code or the signal that ended it. Never rejects. */
  readonly ended: Promise<number | string>
  /** Asks it to stop, and ends it after the grace time. */
  stop(): Promise<void>
  /** Ends it at once. */
  kill(): void
}

export interface ChildOptions {
  readonly name: string
  /** Verb and arguments of `taonet`. Everybody on the machine can read them: nothing secret. */
  readonly args: readonly string[]
  /** Beside this process's own environment. Secrets go here. */
  readonly env?: Readonly<Record<string, string>>
  /** Whether its log is JSON lines; then whatever else it says (native libraries, crashes) is wrapped into such lines. */
  readonly jsonLogs: boolean
  readonly log: Logger
  /** Default the `taonet` command. */
  readonly command?: string
  readonly graceMs?: number
}

/** A machine that is busy with everything else may take seconds for what is a moment's work; who can not wait presses Ctrl-C again. */
const graceMsDefault = 10_000
const taonet = fileURLToPath(new URL("../bin/taonet.mjs", import.meta.url))

/** Runs a verb in a process of its own: a crash, a leak or a busy model there does not touch the rest. */
export function startChild(options: ChildOptions): Child {
  const { name, args, env = {}, jsonLogs, log, graceMs = graceMsDefault } = options
  const { TAONET_HOTKEY: _, ...inherited } = process.env
  const child = fork(options.command ?? taonet, [...args], {
    env: { ...inherited, ...env },
    stdio: ["ignore", "ignore", jsonLogs ? "pipe" : "inherit", "ipc"],
  })
  if (child.stderr) relayLog(child.stderr, name, log)
  const ended = endOf(child)
  const ready = new Promise<string>((resolve, reject) => {
    child.on("message", (message: { ready?: string }) => {
      if (message.ready !== undefined) resolve(message.ready)
    })
    ended.then((how) => reject(new Error(`${name} ended before it was ready (${describeEnd(how)})`)))
  })
  ready.catch(() => undefined)
  return {
    ready,
    ended,
    kill: () => void child.kill("SIGKILL"),
    async stop() {
      child.kill("SIGTERM")
      const timer = setTimeout(() => {
        log("process.killed", { process: name, afterMs: graceMs })
        child.kill("SIGKILL")
      }, graceMs)
      await ended
      clearTimeout(timer)
    },
  }
}

export const describeEnd = (how: number | string): string =>
  typeof how === "number" ? `exit code ${how}` : how

function endOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? signal ?? "gone"))
    // It could not be started at all: there will be no exit.
    child.once("error", (error) => {
      if (child.pid === undefined) resolve(error.message)
    })
  })
}

function relayLog(stream: NodeJS.ReadableStream, name: string, log: Logger): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", (line) => {
    if (isJsonObject(line)) process.stderr.write(`${line}\n`)
    else if (line.trim() !== "") log("process.said", { process: name, text: line })
  })
}

function isJsonObject(line: string): boolean {
  if (!line.startsWith("{")) return false
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}
