import type { Worker } from "node:worker_threads"
import { startThread as startUsual } from "./startThread.ts"
import type { Statement } from "./statement.ts"
import { packTasks, type Result, type Signing, type Task, unpackResults } from "./tasks.ts"
import { doTask } from "./work.ts"

/** Threads that check signatures, and sign. Whatever befalls them, each task is done: here, by the same code. */
export interface SignaturePool {
  /** Threads that are ready. */
  readonly running: number
  /** Tasks that are not done. */
  readonly pending: number
  /** Starts the threads that are missing, unless too many were lost. */
  grow(): void
  /** Whether the signature of a well-formed statement holds. */
  ask(statement: Statement): Promise<boolean>
  /** Rejects when the key is none. */
  sign(signing: Signing): Promise<Uint8Array>
  /** Ends the threads. What still waits is answered first. */
  close(): Promise<void>
}

export interface SignaturePoolOptions {
  readonly size: number
  /** Tasks of one batch at most; default 64, which take some ten milliseconds. */
  readonly maxBatch?: number
  /** Told when a thread dies, and when none can start: the caller's own thread works then. */
  readonly onTrouble: (error: unknown) => void
  readonly startThread?: () => Promise<Worker>
}

/** Handing a batch over wakes a thread, which costs a good part of a check, so a thread that has work gets more only when there is much. */
const minBatch = 8
/** Batches that a thread may hold: one in work, one to go on with. */
const maxHeld = 2
/** Threads that died are replaced so often. */
const maxLosses = 3

interface Question {
  readonly task: Task
  readonly answer: (result: Result) => void
  readonly fail: (error: unknown) => void
}

interface Thread {
  readonly worker: Worker
  readonly held: Question[][]
  ready: boolean
}

interface State {
  readonly threads: Set<Thread>
  readonly waiting: Question[]
  readonly maxBatch: number
  readonly onTrouble: (error: unknown) => void
  pending: number
  losses: number
  flushing: boolean
  closed: boolean
}

export function createSignaturePool({
  size,
  maxBatch = 64,
  onTrouble,
  startThread = startUsual,
}: SignaturePoolOptions): SignaturePool {
  const state: State = {
    ...{ threads: new Set<Thread>(), waiting: [], maxBatch, onTrouble },
    ...{ pending: 0, losses: 0, flushing: false, closed: false },
  }
  let starting: Promise<void> | undefined

  async function fill(): Promise<void> {
    try {
      while (!state.closed && state.threads.size < size) addThread(state, await startThread())
    } catch (error) {
      state.losses = maxLosses + 1
      onTrouble(error)
    }
    starting = undefined
  }

  return {
    get running() {
      return readyOf(state).length
    },
    get pending() {
      return state.pending
    },
    grow() {
      if (state.threads.size < size && state.losses <= maxLosses && !state.closed) starting ??= fill()
    },
    ask: (statement) => ask(state, statement),
    sign: (signing) => ask(state, signing),
    async close() {
      state.closed = true
      await starting
      await Promise.all([...state.threads].map(({ worker }) => worker.terminate()))
      flush(state)
    },
  }
}

function ask<T extends Task>(state: State, task: T): Promise<Result<T>> {
  return new Promise((resolve, fail) => {
    state.pending++
    state.waiting.push({ task, answer: (result) => resolve(result as Result<T>), fail })
    flushSoon(state)
  })
}

const readyOf = ({ threads }: State): Thread[] => [...threads].filter(({ ready }) => ready)

function addThread(state: State, worker: Worker): void {
  const thread: Thread = { worker, held: [], ready: false }
  state.threads.add(thread)
  // A thread alone keeps no process alive.
  worker.unref()
  worker.on("message", (packed: Uint8Array) => {
    const batch = thread.ready ? (thread.held.shift() ?? []) : []
    thread.ready = true
    const results = unpackResults(
      batch.map(({ task }) => task),
      packed,
    )
    for (const [index, { answer }] of batch.entries()) answer(results[index] as Result)
    state.pending -= batch.length
    flush(state)
  })
  worker.on("error", state.onTrouble)
  worker.on("exit", () => {
    state.threads.delete(thread)
    state.losses++
    for (const question of thread.held.flat()) settleHere(state, question)
    flush(state)
  })
}

function settleHere(state: State, { task, answer, fail }: Question): void {
  state.pending--
  try {
    answer(doTask(task))
  } catch (error) {
    fail(error)
  }
}

/** Questions of one turn go together. */
function flushSoon(state: State): void {
  if (state.flushing) return
  state.flushing = true
  setImmediate(() => {
    state.flushing = false
    flush(state)
  })
}

function flush(state: State): void {
  const { waiting, maxBatch } = state
  const ready = readyOf(state)
  if (ready.length === 0 || state.closed)
    for (const question of waiting.splice(0)) settleHere(state, question)
  for (const { worker, held } of ready)
    while (
      waiting.length > 0 &&
      (held.length === 0 || (held.length < maxHeld && waiting.length >= minBatch))
    ) {
      const batch = waiting.splice(0, maxBatch)
      held.push(batch)
      const packed = packTasks(batch.map(({ task }) => task))
      worker.postMessage(packed, [packed.buffer])
    }
}
