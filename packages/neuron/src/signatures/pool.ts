import type { Worker } from "node:worker_threads"
import { errorText, type Log } from "../log.ts"
import { packTasks, runTask } from "./tasks.ts"

/** Threads that work on checks. */
export interface TaskPool {
  /** Threads that are ready. */
  readonly running: number
  /** Checks that wait for their answer. */
  readonly pending: number
  /** Starts those that are missing, unless too many were lost. */
  grow(): void
  /** Whatever befalls the threads, each check is answered: here, by the same code. */
  ask(task: Uint8Array): Promise<boolean>
  /** Ends the threads. What still waits gets `false`. */
  close(): Promise<void>
}

export interface TaskPoolOptions {
  readonly size: number
  readonly startThread: () => Promise<Worker>
  readonly log: Log
}

/**
 * Checks of one batch. Handing one over wakes a thread, which costs a good part of a check, so a thread that has work gets more only when
 * there is much; but the first of many should not wait for the last.
 */
const minBatch = 8
const maxBatch = 16
/** Batches that a thread may hold: one in work, one to go on with. */
const maxHeld = 2
/** Threads that died are replaced so often. */
const maxLosses = 3

interface Question {
  readonly task: Uint8Array
  readonly answer: (holds: boolean) => void
}

interface Thread {
  readonly worker: Worker
  readonly held: Question[][]
  ready: boolean
}

interface State {
  readonly threads: Set<Thread>
  readonly waiting: Question[]
  readonly log: Log
  pending: number
  losses: number
  flushing: boolean
  closed: boolean
}

export function createTaskPool({ size, startThread, log }: TaskPoolOptions): TaskPool {
  const state: State = {
    ...{ threads: new Set<Thread>(), waiting: [], log },
    ...{ pending: 0, losses: 0, flushing: false, closed: false },
  }
  let starting: Promise<void> | undefined

  async function fill(): Promise<void> {
    try {
      while (!state.closed && state.threads.size < size) addThread(state, await startThread())
    } catch (error) {
      state.losses = maxLosses + 1
      log("axon.threads", { error: `signatures are checked on the main thread: ${errorText(error)}` })
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
    ask(task) {
      return new Promise((answer) => {
        state.pending++
        state.waiting.push({ task, answer })
        flushSoon(state)
      })
    },
    async close() {
      state.closed = true
      await starting
      await Promise.all([...state.threads].map(({ worker }) => worker.terminate()))
      flush(state)
    },
  }
}

const readyOf = ({ threads }: State): Thread[] => [...threads].filter(({ ready }) => ready)

function addThread(state: State, worker: Worker): void {
  const thread: Thread = { worker, held: [], ready: false }
  state.threads.add(thread)
  // A thread alone keeps no process alive.
  worker.unref()
  worker.on("message", (verdicts: Uint8Array) => {
    const batch = thread.ready ? (thread.held.shift() ?? []) : []
    thread.ready = true
    for (const [index, question] of batch.entries()) settle(state, question, verdicts[index] === 1)
    flush(state)
  })
  worker.on("error", (error) => state.log("axon.threads", { error: errorText(error) }))
  worker.on("exit", () => {
    state.threads.delete(thread)
    state.losses++
    for (const question of thread.held.flat()) settleHere(state, question)
    flush(state)
  })
}

function settle(state: State, { answer }: Question, holds: boolean): void {
  state.pending--
  answer(holds)
}

const settleHere = (state: State, question: Question): void =>
  settle(state, question, !state.closed && runTask(question.task))

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
  const { waiting } = state
  const ready = readyOf(state)
  if (ready.length === 0 || state.closed)
    for (const question of waiting.splice(0)) settleHere(state, question)
  for (const { worker, held } of ready)
    while (
      waiting.length > 0 &&
      (held.length === 0 || (held.length < maxHeld && waiting.length >= minBatch))
    ) {
      const batch = waiting.splice(0, Math.min(maxBatch, Math.max(minBatch, Math.ceil(waiting.length / 2))))
      held.push(batch)
      const packed = packTasks(batch.map(({ task }) => task))
      worker.postMessage(packed, [packed.buffer])
    }
}
