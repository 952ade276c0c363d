/** A thread that checks signatures, and signs. Loaded by `startThread` in the process, for its address, and in the thread, to work. */
import { isMainThread, type MessagePort, parentPort, workerData } from "node:worker_threads"
import { packResults, unpackTasks } from "./tasks.ts"
import { taskWorker } from "./work.ts"

export const workerUrl = new URL(import.meta.url)
/** Tells a thread of ours from those of others that load this module. */
export const workerKind = "taonet-signatures"

if (!isMainThread && parentPort && (workerData as { kind?: string } | null)?.kind === workerKind)
  serve(parentPort)

/** Says once, with an empty answer, that it is ready; then answers each batch. */
function serve(port: MessagePort): void {
  const work = taskWorker()
  port.on("message", (packed: Uint8Array) => {
    const results = packResults(work(unpackTasks(packed)))
    port.postMessage(results, [results.buffer])
  })
  port.postMessage(new Uint8Array(0))
}
