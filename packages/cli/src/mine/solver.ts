import { Worker } from "node:worker_threads"
import type { WorkJob, WorkReport } from "./worker.ts"

export interface Proof {
  readonly nonce: bigint
  readonly seal: Uint8Array
}

/** Looks for proofs of work, one at a time. */
export interface Solver {
  /** Undefined when the signal aborts first. */
  solve(
    task: { readonly binding: Uint8Array; readonly difficulty: bigint },
    signal: AbortSignal,
  ): Promise<Proof | undefined>
  /** Numbers tried so far. */
  readonly tried: number
  close(): Promise<void>
}

/** Each thread starts here times its index: none comes into another's numbers. */
const rangeBits = 56n

/** A solver on so many threads. */
export async function threadSolver(threads: number): Promise<Solver> {
  const { workerUrl, workerKind } = await import("./worker.ts")
  const workers = Array.from(
    { length: threads },
    () => new Worker(workerUrl, { workerData: { kind: workerKind } }),
  )
  let tried = 0
  let lastId = 0

  return {
    get tried() {
      return tried
    },
    solve(task, signal) {
      const id = ++lastId
      return new Promise((resolve, reject) => {
        const settle = (act: () => void) => {
          for (const worker of workers) {
            worker.off("message", onReport).off("error", onError)
            worker.postMessage(undefined)
          }
          signal.removeEventListener("abort", onAbort)
          act()
        }
        const onError = (error: Error) => settle(() => reject(error))
        const onAbort = () => settle(() => resolve(undefined))
        const onReport = (report: WorkReport) => {
          tried += report.tried
          if (report.id === id && "nonce" in report)
            settle(() => resolve({ nonce: report.nonce, seal: report.seal }))
        }
        if (signal.aborted) return resolve(undefined)
        signal.addEventListener("abort", onAbort)
        for (const [index, worker] of workers.entries()) {
          worker.on("message", onReport).on("error", onError)
          const job: WorkJob = { id, ...task, first: BigInt(index) << rangeBits }
          worker.postMessage(job)
        }
      })
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
