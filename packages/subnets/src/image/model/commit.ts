/** A miner stands by its model: it commits to it on the chain, and only then draws with it and shows it. */
import { setTimeout } from "node:timers/promises"
import { errorText, type Log, noLog } from "@taonet/neuron/log"
import { type CommitmentBook, digestOf } from "../../commitments.ts"
import { toBytes } from "../../flatVector.ts"
import type { Parameters } from "./network.ts"
import type { Training } from "./trainInThread.ts"

/** By this factor a model must have trained longer before it is committed anew: some 25 times in 4,000 steps. */
const growth = 1.25

const lookEveryMs = 1_000

export interface CommitOptions {
  /** ss58. */
  readonly hotkey: string
  readonly stepsMax: number
  /** Between two commitments, and after one that the chain refused; default 12 s. Validators should see each of them. */
  readonly everyMs?: number
  readonly signal: AbortSignal
}

export interface CommitDeps {
  readonly training: Pick<Training, "parameters" | "steps">
  readonly book: Pick<CommitmentBook, "commit" | "read">
  readonly log?: Log
}

export interface Committing {
  /** What stands on the chain; undefined before the first time. */
  committed(): Parameters | undefined
  /** Resolves once all that is learned is committed, or the signal is aborted. */
  readonly done: Promise<void>
}

/** Commits again and again while the model learns. A chain that refuses costs the commitment, not the training. */
export function commitWhileTraining(options: CommitOptions, deps: CommitDeps): Committing {
  const { hotkey, stepsMax, everyMs = 12_000, signal } = options
  const { training, book, log = noLog } = deps
  let current: { readonly steps: number; readonly parameters: Parameters } | undefined

  /** An untrained model is worth standing by only where it is all there will be. */
  function isDue(steps: number): boolean {
    if (current === undefined) return steps > 0 || steps >= stepsMax
    return steps >= stepsMax ? steps > current.steps : steps >= growth * current.steps
  }

  async function commit(): Promise<void> {
    // These are of one moment: new ones come with an event of their own.
    const [steps, parameters] = [training.steps(), training.parameters()]
    try {
      const digest = digestOf(hotkey, toBytes(parameters))
      // After a restart it may stand there already; committed again it would be younger than it is.
      const known = (await book.read()).some((entry) => entry.hotkey === hotkey && entry.digest === digest)
      if (!known) await book.commit(digest)
      current = { steps, parameters }
      log("model.committed", { steps })
    } catch (error) {
      log("model.commitFailed", { error: errorText(error) })
    }
  }

  async function run(): Promise<void> {
    let nextAt = 0
    while (!signal.aborted) {
      if (isDue(training.steps()) && performance.now() >= nextAt) {
        await commit()
        nextAt = performance.now() + everyMs
      }
      if (current && current.steps >= stepsMax) return
      await setTimeout(Math.min(everyMs, lookEveryMs), undefined, { signal }).catch(() => undefined)
    }
  }
  return { committed: () => current?.parameters, done: run() }
}
