import { fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Logger } from "../log.ts"

export interface Child {
  /** What the verb reported once it was ready. */
  readonly ready: Promise<string>
  /** Settles when the process has ended for good. */
  readonly ended: Promise<number | null>
  /** Asks it to stop, and ends it after the grace time. */
  stop(): Promise<void>
}

export interface ChildOptions {
  readonly name: string
  /** Verb and arguments of `taonet`. */
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly log: Logger
  /** Block lines of a chain and the like; dropped unless asked for. */
  readonly onStdout?: (line: string) => void
}

const graceMs = 5_000
const command = fileURLToPath(new URL("../bin/taonet.mjs", import.meta.url))

/** Runs a verb in a process of its own: a crash, a leak or a busy model there does not touch the rest. */
export function startChild({ name, args, env = {}, log, onStdout }: ChildOptions): Child {
  const child = fork(command, [...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  })
  child.stdout?.setEncoding("utf8").on("data", (text: string) => onStdout?.(text))
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)))
  const ready = new Promise<string>((resolve, reject) => {
    child.on("message", (message: { ready?: string }) => {
      if (message.ready !== undefined) resolve(message.ready)
    })
    child.once("error", reject)
    ended.then((code) => reject(new Error(`${name} ended before it was ready (code ${code})`)))
  })
  ready.catch(() => undefined)
  return {
    ready,
    ended,
    async stop() {
      child.kill("SIGTERM")
      const timer = setTimeout(() => {
        log("killed", { name, afterMs: graceMs })
        child.kill("SIGKILL")
      }, graceMs)
      await ended
      clearTimeout(timer)
    },
  }
}
