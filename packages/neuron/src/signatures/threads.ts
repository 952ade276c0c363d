import type { Worker } from "node:worker_threads"
import { type CheckSignature, publicKeyOf } from "../hotkey.ts"
import type { Log } from "../log.ts"
import { createTaskPool } from "./pool.ts"
import { startThread } from "./startThread.ts"
import { checkTask, runTask } from "./tasks.ts"

/** Checks signatures, here or on threads of its own. */
export interface SignatureThreads {
  /** Whether `ss58` signed `message`; malformed input of any kind is `false`. Answers at once as long as no thread works. */
  readonly check: CheckSignature
  /** Threads that work. */
  readonly running: number
  /** Ends the threads. What still waits for its answer gets `false`. */
  close(): Promise<void>
}

export interface SignatureThreadsOptions {
  /** 0 checks everything here. */
  readonly threads: number
  /** Checks within a second that make threads worth their memory; default 500: a twentieth of a core. */
  readonly startAt?: number
}

export interface SignatureThreadsDeps {
  /** Milliseconds that only grow. */
  readonly milliseconds: () => number
  readonly log: Log
  readonly startThread?: () => Promise<Worker>
}

/** Beyond so many this thread works itself: nothing slows a flood better. */
const maxPending = 1_024

/** Threads start when there is enough to do: an idle axon has none, and a hundred axons of one process have none either. */
export function createSignatureThreads(
  { threads, startAt = 500 }: SignatureThreadsOptions,
  deps: SignatureThreadsDeps,
): SignatureThreads {
  const pool = createTaskPool({ size: threads, log: deps.log, startThread: deps.startThread ?? startThread })
  let secondBegan = Number.NEGATIVE_INFINITY
  let inSecond = 0
  const isBusy = (): boolean => {
    const now = deps.milliseconds()
    if (now - secondBegan >= 1_000) {
      secondBegan = now
      inSecond = 0
    }
    return ++inSecond >= startAt
  }

  return {
    get running() {
      return pool.running
    },
    check(scheme, signature, message, ss58) {
      const account = publicKeyOf(ss58)
      const task = account && checkTask(scheme, signature, message, account)
      if (task === undefined) return false
      if (isBusy()) pool.grow()
      return pool.running > 0 && pool.pending < maxPending ? pool.ask(task) : runTask(task)
    },
    close: () => pool.close(),
  }
}
