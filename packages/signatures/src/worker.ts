/** A thread that checks signatures. Loaded by `startThread` in the process, for its address, and in the thread, to work. */
import { isMainThread, type MessagePort, parentPort, workerData } from "node:worker_threads"
import { batchCheck } from "./batch.ts"
import { unpackStatements } from "./statement.ts"

export const workerUrl = new URL(import.meta.url)
/** Tells a thread of ours from those of others that load this module. */
export const workerKind = "taonet-signatures"

if (!isMainThread && parentPort && (workerData as { kind?: string } | null)?.kind === workerKind)
  serve(parentPort)

/** Says once, with an empty answer, that it is ready; then answers each batch with a byte for each statement: 1 where the signature holds. */
function serve(port: MessagePort): void {
  const check = batchCheck()
  port.on("message", (packed: Uint8Array) => {
    port.postMessage(Uint8Array.from(check(unpackStatements(packed)), (holds) => (holds ? 1 : 0)))
  })
  port.postMessage(new Uint8Array(0))
}
