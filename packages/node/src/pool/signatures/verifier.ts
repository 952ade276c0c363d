import { createRequire } from "node:module"
import { pathToFileURL } from "node:url"
import { Worker } from "node:worker_threads"
import { verifySignature } from "@taonet/primitives/crypto/verify"
import { errorText, type Log } from "../../log.ts"
import { isWellFormed, packStatements, type Statement } from "./batch.ts"

/** Checks signatures somewhere else than on the caller's thread. */
export interface SignatureVerifier {
  /** Whether the signature holds. Answers come in the order of the questions, so that nobody's transactions overtake each other. */
  verify(statement: Statement): Promise<boolean>
  /** Questions that wait for their answer. */
  readonly pending: number
  close(): Promise<void>
}

export interface ThreadVerifierOptions {
  readonly threads: number
  readonly log: Log
}

/** Statements of one batch: so many take some ten milliseconds. */
const maxBatch = 64
/** Batches that a thread may hold: one in work, one to go on with. */
const maxHeld = 2
/** Beyond so many the caller's own thread works: nothing slows a flood better. */
const maxPending = 8192
/** A thread that dies is started again so often. */
const maxRestarts = 3

interface Question {
  readonly statement: Statement
  readonly answer: (holds: boolean) => void
  holds?: boolean
}

interface Thread {
  readonly worker: Worker
  readonly held: Question[][]
}

/** Threads that start with the first question. Whatever befalls them, each question is answered: by the portable check, here. */
export function threadVerifier({ threads: count, log }: ThreadVerifierOptions): SignatureVerifier {
  const waiting: Question[] = []
  /** All that is not answered, in order. */
  const asked: Question[] = []
  const threads = new Set<Thread>()
  let starting: Promise<void> | undefined
  let restarts = 0
  let flushing = false
  let closed = false

  async function start(): Promise<void> {
    const { workerKind, workerUrl } = await import("./worker.ts")
    while (!closed && threads.size < count) addThread(startWorker(workerUrl, workerKind))
  }

  function addThread(worker: Worker): void {
    const thread: Thread = { worker, held: [] }
    threads.add(thread)
    // A thread alone keeps no process alive.
    worker.unref()
    worker.on("message", (verdicts: Uint8Array) => {
      const batch = thread.held.shift() ?? []
      batch.forEach((question, index) => {
        question.holds = verdicts[index] === 1
      })
      tell()
      flush()
    })
    worker.on("error", (error) => log("warn", `A thread for signatures failed: ${errorText(error)}`))
    worker.on("exit", () => lose(thread))
  }

  /** What a lost thread has not answered is answered here. */
  function lose(thread: Thread): void {
    threads.delete(thread)
    for (const question of thread.held.flat()) question.holds = checkHere(question.statement)
    tell()
    starting = ++restarts <= maxRestarts ? undefined : starting
    flush()
  }

  /** Gives answers in the order of the questions. */
  function tell(): void {
    while (asked[0]?.holds !== undefined) {
      const question = asked.shift() as Question
      question.answer(question.holds === true)
    }
  }

  function flush(): void {
    if (waiting.length === 0) return
    if (closed || (threads.size === 0 && restarts > maxRestarts)) {
      for (const question of waiting.splice(0)) question.holds = checkHere(question.statement)
      tell()
      return
    }
    starting ??= start().then(flush, (error) => {
      restarts = maxRestarts + 1
      log("warn", `Signatures are checked on the main thread: ${errorText(error)}`)
      flush()
    })
    for (const thread of threads)
      while (waiting.length > 0 && thread.held.length < maxHeld) {
        const batch = waiting.splice(0, maxBatch)
        thread.held.push(batch)
        const packed = packStatements(batch.map(({ statement }) => statement))
        thread.worker.postMessage(packed, [packed.buffer])
      }
  }

  /** Questions of one turn go together. */
  function flushSoon(): void {
    if (flushing) return
    flushing = true
    setImmediate(() => {
      flushing = false
      flush()
    })
  }

  return {
    get pending() {
      return asked.length
    },
    verify(statement) {
      return new Promise((answer) => {
        const question: Question = { statement, answer }
        asked.push(question)
        if (!isWellFormed(statement)) question.holds = false
        else if (closed || asked.length > maxPending) question.holds = checkHere(statement)
        else waiting.push(question)
        if (question.holds === undefined) flushSoon()
        else tell()
      })
    },
    async close() {
      closed = true
      await starting
      flush()
      await Promise.all([...threads].map(({ worker }) => worker.terminate()))
    },
  }
}

const checkHere = ({ scheme, signature, message, account }: Statement): boolean =>
  verifySignature(scheme, signature, message, account)

/** In a checkout that runs from its sources, the thread has to learn TypeScript first. */
function startWorker(url: URL, kind: string): Worker {
  const workerData = { kind }
  if (!url.pathname.endsWith(".ts")) return new Worker(url, { workerData })
  const tsx = createRequire(import.meta.url).resolve("tsx/package.json")
  const loader = new URL("dist/esm/api/index.mjs", pathToFileURL(tsx)).href
  const begin = `import("${loader}").then(({ tsImport }) => tsImport("${url.href}", "${url.href}"))`
  return new Worker(begin, { eval: true, workerData })
}
