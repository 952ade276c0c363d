import { createRequire } from "node:module"
import { pathToFileURL } from "node:url"
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads"
import { OriginError } from "@taonet/node/chain/errors"
import type { OriginCall, OriginReply, OriginRequest, OriginSetup } from "./originTypes.ts"

export interface OriginOptions {
  /** `ws://…` or `wss://…`. */
  readonly url: string
  /** Milliseconds for a connection, and for each call. Default 20 s. */
  readonly timeoutMs?: number
  /** How often a call that had no answer is asked again. Default 3. */
  readonly retries?: number
}

/** The chain that was forked, asked synchronously: the runtime knows no waiting. Everything throws OriginError. */
export interface Origin {
  readonly url: string
  /** The answers to all calls, in their order; the thread sleeps until they are there. */
  ask(calls: readonly OriginCall[]): readonly unknown[]
  /** Questions so far, for tests and for those who wonder where time goes. */
  readonly trips: number
  close(): Promise<void>
}

const defaultTimeoutMs = 20_000
const defaultRetries = 3
const firstPauseMs = 250
/** More calls than this are not under way at once (see worker.ts), so many calls take several timeouts. */
const callsPerTimeout = 16

/** Starts the thread that holds the connection. Nothing is asked yet. */
export async function startOrigin(options: OriginOptions): Promise<Origin> {
  const { url, timeoutMs = defaultTimeoutMs, retries = defaultRetries } = options
  const signal = new SharedArrayBuffer(4)
  const flag = new Int32Array(signal)
  const { port1: port, port2: theirs } = new MessageChannel()
  const worker = await startThread({ url, signal, timeoutMs, retries, pauseMs: firstPauseMs }, theirs)
  let trips = 0
  let closed = false

  /** How long the thread may take, with all that it tries again. */
  function patience(calls: number): number {
    const rounds = Math.ceil(calls / callsPerTimeout)
    return rounds * (retries + 1) * (2 * timeoutMs + firstPauseMs * (retries + 1)) + timeoutMs
  }

  function receive(id: number, deadlineMs: number): OriginReply {
    const start = performance.now()
    for (;;) {
      const seen = Atomics.load(flag, 0)
      const received = receiveMessageOnPort(port)?.message as OriginReply | undefined
      if (received?.id === id) return received
      // What came belongs to a question that was given up.
      if (received !== undefined) continue
      const left = deadlineMs - (performance.now() - start)
      if (left <= 0) throw new OriginError("no-answer", `${url} did not answer within ${deadlineMs} ms`)
      Atomics.wait(flag, 0, seen, left)
    }
  }

  return {
    url,
    get trips() {
      return trips
    },
    ask(calls) {
      if (closed) throw new OriginError("no-answer", `the connection to ${url} was closed`)
      if (calls.length === 0) return []
      const request: OriginRequest = { id: ++trips, calls }
      port.postMessage(request)
      const { answers, failure } = receive(request.id, patience(calls.length))
      if (failure?.noAnswer) throw new OriginError("no-answer", `${url} does not answer: ${failure.message}`)
      if (failure !== undefined) throw refusal(url, failure.message)
      return answers ?? []
    },
    async close() {
      closed = true
      port.close()
      await worker.terminate()
    },
  }
}

/** What nodes say of blocks that they do not have, or not any more. */
function refusal(url: string, message: string): OriginError {
  if (/discarded|pruned/i.test(message))
    return new OriginError(
      "state-discarded",
      `${url} does not keep the state of that block any more: ${message}`,
    )
  if (/UnknownBlock|not found in the database|Header was not found/i.test(message))
    return new OriginError("unknown-block", `${url} does not know the block: ${message}`)
  return new OriginError("refused", `${url} refused: ${message}`)
}

/** Resolves once the thread listens: from then on this one may sleep. */
async function startThread(setup: OriginSetup, port: MessagePort): Promise<Worker> {
  const { workerUrl, workerKind } = await import("./worker.ts")
  const options = { workerData: { ...setup, kind: workerKind, port }, transferList: [port] }
  const worker = workerUrl.pathname.endsWith(".ts")
    ? new Worker(typescriptStart(workerUrl), { ...options, eval: true })
    : new Worker(workerUrl, options)
  await new Promise<void>((resolve, reject) => {
    worker.once("online", resolve)
    worker.once("error", reject)
  })
  // Nobody listens to a thread that fails later: what is asked of it has a deadline.
  worker.on("error", () => undefined)
  worker.unref()
  return worker
}

/** In a checkout that runs from its sources, the thread has to learn TypeScript first. */
function typescriptStart({ href }: URL): string {
  const tsx = createRequire(import.meta.url).resolve("tsx/package.json")
  const loader = new URL("dist/esm/api/index.mjs", pathToFileURL(tsx)).href
  return `import("${loader}").then(({ tsImport }) => tsImport("${href}", "${href}"))`
}
