/** A thread that trains. Loaded by `trainInThread` in the process, for its address, and in the thread, to work. */
import { setPriority } from "node:os"
import { isMainThread, type MessagePort, parentPort, workerData } from "node:worker_threads"
import { ensureIconSet, type IconSet } from "../icons/iconSet.ts"
import { loadCheckpoint, saveCheckpoint } from "./checkpoint.ts"
import { createTrainer, newTraining, type TrainingState } from "./trainer.ts"

export const workerUrl = new URL(import.meta.url)
/** Tells a thread of ours from those of others that load this module. */
export const workerKind = "taonet-image-training"

export interface TrainingOrder {
  readonly kind: typeof workerKind
  readonly seed: number
  /** Batches in all, those before a restart included. */
  readonly stepsMax: number
  readonly checkpoint?: string
  readonly iconFolder?: string
  /** Between two reports. */
  readonly reportEveryMs: number
  /** Between two checkpoints. */
  readonly saveEveryMs: number
}

export interface TrainingReport {
  readonly steps: number
  readonly stepsMax: number
  readonly loss: number
  /** A copy: training goes on with its own. */
  readonly parameters: Float32Array
  readonly done: boolean
  /** Set once, when a checkpoint could not be used. */
  readonly problem?: string
}

const order = workerData as TrainingOrder | null
if (!isMainThread && parentPort && order?.kind === workerKind) void work(parentPort, order)

async function work(port: MessagePort, order: TrainingOrder): Promise<void> {
  yieldToOthers()
  const [set, found] = await Promise.all([ensureIconSet(order.iconFolder), loadState(order)])
  const { state, problem } = found
  report(port, state, order, problem)
  let stopped = false
  port.on("message", () => {
    stopped = true
  })
  await train(port, set, state, order, () => stopped)
  if (order.checkpoint !== undefined) await saveCheckpoint(order.checkpoint, state)
  report(port, state, order)
  port.close()
}

async function train(
  port: MessagePort,
  set: IconSet,
  state: TrainingState,
  order: TrainingOrder,
  stopped: () => boolean,
): Promise<void> {
  const trainer = createTrainer(set, state)
  let reportedAt = performance.now()
  let savedAt = reportedAt
  while (state.steps < order.stepsMax && !stopped()) {
    trainer.step()
    const now = performance.now()
    if (now - reportedAt >= order.reportEveryMs) {
      reportedAt = now
      report(port, state, order)
    }
    if (order.checkpoint !== undefined && now - savedAt >= order.saveEveryMs) {
      savedAt = now
      await saveCheckpoint(order.checkpoint, state)
    }
    // Lets the word that ends it come through.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function loadState(order: TrainingOrder): Promise<{ state: TrainingState; problem?: string }> {
  if (order.checkpoint === undefined) return { state: newTraining(order.seed) }
  try {
    return { state: (await loadCheckpoint(order.checkpoint)) ?? newTraining(order.seed) }
  } catch (error) {
    return { state: newTraining(order.seed), problem: String(error) }
  }
}

function report(
  port: MessagePort,
  state: TrainingState,
  { stepsMax }: TrainingOrder,
  problem?: string,
): void {
  const parameters = state.parameters.slice()
  const message: TrainingReport = {
    steps: state.steps,
    stepsMax,
    loss: state.loss,
    parameters,
    done: state.steps >= stepsMax,
    ...(problem === undefined ? {} : { problem }),
  }
  port.postMessage(message, [parameters.buffer])
}

/** Serving comes first. On Linux this is of the calling thread alone; elsewhere it may be refused, or of the whole process. */
function yieldToOthers(): void {
  try {
    setPriority(5)
  } catch {
    // Training is then as urgent as anything.
  }
}
