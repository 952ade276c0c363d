/** A thread that looks for a proof of work. Loaded by `threadSolver` in the process, for its address, and in the thread, to work. */
import { isMainThread, type MessagePort, parentPort, workerData } from "node:worker_threads"
import { trySeals } from "@taonet/runtime/pallets/subtensor/pow/seal"

export const workerUrl = new URL(import.meta.url)
/** Tells a thread of ours from those of others that load this module. */
export const workerKind = "taonet-work"

/** What a thread is to do; `undefined` stops what it does. */
export interface WorkJob {
  readonly id: number
  readonly binding: Uint8Array
  readonly difficulty: bigint
  /** First number to try. */
  readonly first: bigint
}

export type WorkReport =
  | { readonly id: number; readonly tried: number }
  | { readonly id: number; readonly tried: number; readonly nonce: bigint; readonly seal: Uint8Array }

/** Tries between two looks at the mail: some tens of milliseconds. */
const batch = 4_096

if (!isMainThread && parentPort && (workerData as { kind?: string } | null)?.kind === workerKind)
  work(parentPort)

function work(port: MessagePort): void {
  let current: WorkJob | undefined
  const step = (job: WorkJob, first: bigint) => {
    if (current !== job) return
    const found = trySeals(job.binding, job.difficulty, first, batch)
    const report: WorkReport = { id: job.id, tried: batch, ...found }
    port.postMessage(report)
    if (!found) setImmediate(step, job, first + BigInt(batch))
  }
  port.on("message", (job: WorkJob | undefined) => {
    current = job
    if (job) step(job, job.first)
  })
}
