/** The thread that talks to the chain that was forked. Loaded by `startOrigin` in the process, for its address, and in the thread, to work. */
import { isMainThread, type MessagePort, workerData } from "node:worker_threads"
import { RpcError, type Transport, TransportError } from "@taonet/sdk/transport/types"
import { webSocketTransport } from "@taonet/sdk/transport/webSocket"
import type { OriginCall, OriginReply, OriginRequest, OriginSetup } from "./originTypes.ts"

export const workerUrl = new URL(import.meta.url)
/** Tells a thread of ours from those of others that load this module. */
export const workerKind = "taonet-fork"

/** Whatever the process asks for: nothing else ever goes to the chain that was forked, so that it can not be written. */
const readMethods: ReadonlySet<string> = new Set([
  "chain_getBlock",
  "chain_getBlockHash",
  "chain_getFinalizedHead",
  "state_getKeysPaged",
  "state_getMetadata",
  "state_getRuntimeVersion",
  "state_getStorage",
  "state_queryStorageAt",
])
/** Calls under way at once. */
const maxUnderWay = 16

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** What nodes, and services before them, say to whom asks too much in a while. */
const isTooMany = (error: unknown): boolean =>
  error instanceof RpcError &&
  ([-32999, -32029, -32005].includes(error.code) || /rate limit|too many requests/i.test(error.message))

const setup = workerData as (OriginSetup & { readonly kind?: string; readonly port: MessagePort }) | null
if (!isMainThread && setup?.kind === workerKind) serve(setup)

function serve({
  port,
  signal,
  url,
  timeoutMs,
  retries,
  pauseMs,
}: OriginSetup & { readonly port: MessagePort }): void {
  const flag = new Int32Array(signal)
  let transport: Promise<Transport> | undefined

  /** Nothing is asked before: there were too many calls. */
  let quietUntil = 0

  /** A lost connection is made anew, and a call that had no answer is asked again; so is one too many, for as long as an answer may take. */
  async function ask({ method, params }: OriginCall): Promise<unknown> {
    if (!readMethods.has(method)) throw new Error(`${method} is not asked of the chain that was forked`)
    const begun = performance.now()
    for (let tried = 0, tooMany = 0; ; ) {
      while (quietUntil > performance.now()) await pause(quietUntil - performance.now())
      transport ??= webSocketTransport(url, { timeoutMs, connectTimeoutMs: timeoutMs })
      const used = transport
      try {
        return await (await used).request(method, params)
      } catch (error) {
        if (isTooMany(error) && performance.now() - begun < timeoutMs) {
          quietUntil = performance.now() + pauseMs * ++tooMany
          continue
        }
        if (!(error instanceof TransportError) || tried >= retries) throw error
        if (transport === used) {
          transport = undefined
          used.then((lost) => lost.close()).catch(() => undefined)
        }
        await pause(pauseMs * ++tried)
      }
    }
  }

  async function askAll(calls: readonly OriginCall[]): Promise<unknown[]> {
    const answers: unknown[] = new Array(calls.length)
    let next = 0
    const lane = async (): Promise<void> => {
      for (let at = next++; at < calls.length; at = next++) answers[at] = await ask(calls[at] as OriginCall)
    }
    await Promise.all(Array.from({ length: Math.min(maxUnderWay, calls.length) }, lane))
    return answers
  }

  async function answer({ id, calls }: OriginRequest): Promise<OriginReply> {
    try {
      return { id, answers: await askAll(calls) }
    } catch (error) {
      const { message } = error as Error
      const noAnswer = error instanceof TransportError || isTooMany(error)
      return { id, failure: { noAnswer, message } }
    }
  }

  port.on("message", (request: OriginRequest) => {
    void answer(request).then((reply) => {
      port.postMessage(reply)
      Atomics.add(flag, 0, 1)
      Atomics.notify(flag, 0)
    })
  })
}
