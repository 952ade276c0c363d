/** A miner's training, in its own process and beside its serving: it learns in pieces of some milliseconds. */
import { setImmediate } from "node:timers/promises"
import { encodeText } from "./alphabet.ts"
import { type Committed, loadCheckpoint, saveCheckpoint } from "./checkpoint.ts"
import { type Learner, learnPiece } from "./learn.ts"
import { bitsPerCharacter, emptyParameters, type Parameters } from "./model.ts"
import { readText } from "./reading.ts"
import { madeUpSource, type TextSource } from "./source.ts"

export interface TrainingOptions {
  /** Of its own for each miner, such as its address: who learns from other texts finds other models. */
  readonly seed: string
  /** Numbers in the vector, a power of two; default 2^18, which is 1 MiB. */
  readonly length?: number
  readonly source?: TextSource
  /** How far each character moves the parameters; see usualRate. */
  readonly rate?: number
  /** A file; without it a restart begins at nothing. */
  readonly checkpoint?: string
  /** Default 10,000. */
  readonly charactersPerStep?: number
  /** After how many steps the file is written; default 10. */
  readonly saveEverySteps?: number
  readonly onProgress?: (progress: TrainingProgress) => void
}

export interface TrainingProgress {
  readonly steps: number
  /** Of the text of this step, before it was learned: text never seen. */
  readonly bits: number
}

export interface Training {
  /** Live: they get better while they are read. */
  readonly parameters: Parameters
  steps(): number
  /** Learns from one more piece of text. */
  step(): Promise<TrainingProgress>
  /** Steps until so many were made in all, over restarts, or the signal is aborted; then saves. */
  run(stepsMax: number, signal: AbortSignal): Promise<void>
  /** Bits per character of a text that is never learned from. */
  measure(): number
  committed(): Committed | undefined
  /** Remembers what stands on the chain, also over restarts. */
  commit(committed: Committed): Promise<void>
}

/** Characters learned before others get their turn: some 10 ms. */
const pieceCharacters = 1_000
const measuredCharacters = 4_000

/** Goes on from the checkpoint. Rejects with BadCheckpoint for a damaged one, and RangeError for a length that no model has. */
export async function createTraining(options: TrainingOptions): Promise<Training> {
  const { seed, checkpoint, source = madeUpSource, charactersPerStep = 10_000 } = options
  const saved = checkpoint === undefined ? undefined : await loadCheckpoint(checkpoint)
  const parameters = saved?.parameters ?? emptyParameters(options.length)
  const learner: Learner = { parameters, moved: saved?.moved ?? new Float32Array(parameters.length) }
  const measured = encodeText(source.draw(`${seed} measured`, measuredCharacters))
  let steps = saved?.steps ?? 0
  let committed = saved?.committed

  async function save(): Promise<void> {
    if (checkpoint !== undefined) await saveCheckpoint(checkpoint, { steps, ...learner, committed })
  }

  async function step(): Promise<TrainingProgress> {
    const codes = encodeText(source.draw(`${seed} ${steps}`, charactersPerStep))
    const reading = readText(codes, parameters.length)
    const { rate } = options
    let bits = 0
    while (reading.at < codes.length) {
      const to = Math.min(codes.length, reading.at + pieceCharacters)
      bits += learnPiece(learner, reading, codes, { to, ...(rate !== undefined && { rate }) })
      await setImmediate()
    }
    steps++
    const progress = { steps, bits: bits / codes.length }
    options.onProgress?.(progress)
    return progress
  }

  return {
    parameters,
    steps: () => steps,
    step,
    async run(stepsMax, signal) {
      const every = options.saveEverySteps ?? 10
      while (steps < stepsMax && !signal.aborted) {
        await step()
        if (steps % every === 0) await save()
      }
      await save()
    },
    measure: () => bitsPerCharacter(parameters, measured),
    committed: () => committed,
    commit(next) {
      committed = next
      return save()
    },
  }
}
