/** A thread that checks signatures. Loaded by `threadVerifier` in the process, for its address, and in the thread, to work. */
import { isMainThread, type MessagePort, parentPort, workerData } from "node:worker_threads"
import { acceleratedCheck } from "./accelerated.ts"
import { unpackStatements } from "./batch.ts"

export const workerUrl = new URL(import.meta.url)
/** Tells a thread of ours from those of others that load this module. */
export const workerKind = "taonet-signatures"

if (!isMainThread && parentPort && (workerData as { kind?: string } | null)?.kind === workerKind)
  serve(parentPort)

/** Answers each batch, in their order, with a byte for each statement: 1 where the signature holds. */
function serve(port: MessagePort): void {
  const check = acceleratedCheck()
  port.on("message", (packed: Uint8Array) => {
    const verdicts = unpackStatements(packed).map(({ scheme, signature, message, account }) =>
      check(scheme, signature, message, account) ? 1 : 0,
    )
    port.postMessage(Uint8Array.from(verdicts))
  })
}
