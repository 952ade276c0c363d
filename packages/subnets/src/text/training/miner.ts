/** The miner's side of the training contest: it trains while it serves, and commits when it has got better. */
import { setTimeout } from "node:timers/promises"
import type { AxonRoute } from "@taonet/neuron/axon/types"
import { AxonError } from "@taonet/neuron/axon/types"
import { errorText, type Log, noLog } from "@taonet/neuron/log"
import { type CommitmentBook, digestOf } from "../../commitments.ts"
import { toBytes } from "../../flatVector.ts"
import type { Training } from "./training.ts"

/** Where the committed vector is fetched. */
export const parametersPath = "/v1/training/parameters"

/** By this part of its bits a model must have got better before it is worth a commitment, which makes it younger than others' models. */
const commitGain = 0.02

export interface TrainingMinerOptions {
  /** ss58. */
  readonly hotkey: string
  readonly stepsMax: number
  /** Steps between two looks at whether a commitment is worth while; default 20. */
  readonly commitEverySteps?: number
  /** After a commitment that the chain refused when all is learned, such as before the registration; default 12 s. */
  readonly retryMs?: number
  readonly signal: AbortSignal
}

export interface TrainingMinerDeps {
  readonly training: Training
  readonly book: Pick<CommitmentBook, "commit">
  readonly log?: Log
}

/** The route that shows what was committed; what was learned since is nobody's business yet. */
export function trainingRoutes(training: Training): AxonRoute[] {
  return [
    {
      method: "GET",
      path: parametersPath,
      async handle() {
        const committed = training.committed()
        if (committed === undefined) throw new AxonError(404, "NothingCommitted", "no model is committed yet")
        const headers = { "content-type": "application/octet-stream" }
        return { status: 200, headers, body: toBytes(committed.parameters) }
      },
    },
  ]
}

/** Trains and commits until `stepsMax`. A chain that refuses costs the commitment, not the training. */
export async function runTraining(options: TrainingMinerOptions, deps: TrainingMinerDeps): Promise<void> {
  const { signal, stepsMax, commitEverySteps = 20, retryMs = 12_000 } = options
  const { training } = deps
  while (!signal.aborted) {
    const learned = training.steps() >= stepsMax
    if (!learned) await training.run(Math.min(stepsMax, training.steps() + commitEverySteps), signal)
    if (signal.aborted) return
    const stands = await commitWhenBetter(options, deps)
    if (training.steps() < stepsMax) continue
    if (stands) return
    await setTimeout(retryMs, undefined, { signal }).catch(() => undefined)
  }
}

/** Whether what is worth committing stands on the chain now. */
async function commitWhenBetter(
  { hotkey }: TrainingMinerOptions,
  { training, book, log = noLog }: TrainingMinerDeps,
): Promise<boolean> {
  const bits = training.measure()
  const before = training.committed()
  if (before !== undefined && bits > before.bits * (1 - commitGain)) return true
  const parameters = training.parameters.slice()
  try {
    await book.commit(digestOf(hotkey, toBytes(parameters)))
  } catch (error) {
    log("training.commitFailed", { error: errorText(error) })
    return false
  }
  await training.commit({ parameters, bits })
  log("training.committed", { steps: training.steps(), bits })
  return true
}
