import type { Logger } from "../log.ts"
import type { Child } from "./child.ts"
import { describeEnd } from "./child.ts"

export interface KeepRunningOptions {
  readonly name: string
  readonly start: () => Child
  readonly log: Logger
  /** Before the first restart; doubles with every further one. Default 1 s. */
  readonly waitMs?: number
  /** Default 30 s. */
  readonly waitMaxMs?: number
  /** Who lived this long was well: the next wait is a short one again. Default 60 s. */
  readonly wellAfterMs?: number
  readonly now?: () => number
}

export interface KeptRunning {
  /** Resolves when the process, or one that was started in its place, reported that it is ready. */
  readonly ready: Promise<void>
  stop(): Promise<void>
  kill(): void
}

/** Starts a process and starts it again whenever it ends by itself, at ever longer intervals. */
export function keepRunning(options: KeepRunningOptions): KeptRunning {
  const { name, start, log, waitMs = 1_000, waitMaxMs = 30_000, wellAfterMs = 60_000 } = options
  const now = options.now ?? (() => performance.now())
  let stopped = false
  let wait = waitMs
  let timer: NodeJS.Timeout | undefined
  let child: Child
  let becameReady: () => void
  const ready = new Promise<void>((resolve) => {
    becameReady = resolve
  })

  const launch = () => {
    const startedAt = now()
    child = start()
    child.ready.then(() => becameReady()).catch(() => undefined)
    child.ended.then((how) => {
      if (stopped) return
      if (now() - startedAt >= wellAfterMs) wait = waitMs
      log("process.ended", { process: name, how: describeEnd(how), restartInMs: wait })
      timer = setTimeout(launch, wait)
      wait = Math.min(wait * 2, waitMaxMs)
    })
  }
  launch()

  return {
    ready,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await child.stop()
    },
    kill() {
      stopped = true
      clearTimeout(timer)
      child.kill()
    },
  }
}
