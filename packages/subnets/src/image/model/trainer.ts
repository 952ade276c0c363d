/**
 * Teaches the generator: mini-batches, squared error, Adam. Plain loops over Float32Array.
 *
 * PERF: the inner loops use local names only: a name from another module is a look-up each time where sources are run unbundled.
 */
import { type IconSet, iconValues } from "../icons/iconSet.ts"
import { drawExample, type Example } from "./lesson.ts"
import {
  hiddenUnits,
  initialParameters,
  outputUnits,
  type Parameters,
  parameterCount,
  partsOf,
} from "./network.ts"
import { below, noiseFrom } from "./noise.ts"

export interface TrainingState {
  /** Decides the start and the order of the examples. */
  readonly seed: number
  /** Batches so far. */
  steps: number
  readonly parameters: Parameters
  /** Adam's means of gradients and of their squares. */
  readonly means: Float32Array
  readonly squares: Float32Array
  /** Mean squared error of the icons' values, smoothed over some batches. */
  loss: number
}

export interface Trainer {
  readonly state: TrainingState
  /** One batch. */
  step(): void
}

/** Pictures in a step. */
export const batchSize = 32
const hiddenCount = hiddenUnits
const outputCount = outputUnits
const iconCount = iconValues
/** At the start; it falls with the root of the steps, first slowly. */
export const defaultLearningRate = 0.006
const restAfterSteps = 500
const meanDecay = 0.9
const squareDecay = 0.99
const epsilon = 1e-8
const lossSmoothing = 0.02
/** The four values of the background are few beside the icon's thousand. */
const backgroundGain = 24

export function newTraining(seed: number): TrainingState {
  return {
    seed,
    steps: 0,
    parameters: initialParameters(seed),
    means: new Float32Array(parameterCount),
    squares: new Float32Array(parameterCount),
    loss: 0.2,
  }
}

/** Goes on from any state exactly as if it had never stopped: what comes in a step depends on seed and number only. */
export function createTrainer(
  set: IconSet,
  state: TrainingState,
  learningRate = defaultLearningRate,
): Trainer {
  const work = createWork()
  const order = shuffles(set.captions.length)
  return {
    state,
    step() {
      const noise = noiseFrom(state.seed ^ Math.imul(state.steps + 1, 0x9e3779b1))
      const examples = Array.from({ length: batchSize }, (_, i) =>
        drawExample(set, order(state.seed, state.steps * batchSize + i), noise),
      )
      const error = learn(work, state, examples, learningRate / Math.sqrt(1 + state.steps / restAfterSteps))
      state.steps++
      state.loss += (error - state.loss) * Math.max(lossSmoothing, 1 / state.steps)
    },
  }
}

/** All examples in a new order each time round. */
function shuffles(count: number): (seed: number, turn: number) => number {
  let round = -1
  let order = new Uint32Array(0)
  return (seed, turn) => {
    const wanted = Math.floor(turn / count)
    if (wanted !== round) {
      round = wanted
      const noise = noiseFrom(seed + Math.imul(round + 1, 0x85ebca6b))
      order = Uint32Array.from({ length: count }, (_, i) => i)
      for (let i = count - 1; i > 0; i--) {
        const other = below(noise, i + 1)
        const kept = order[i] as number
        order[i] = order[other] as number
        order[other] = kept
      }
    }
    return order[turn % count] as number
  }
}

type Work = ReturnType<typeof createWork>

/** Memory that every step uses again. */
const createWork = () => ({
  hidden: new Float32Array(batchSize * hiddenCount),
  /** Gradient of the outputs, then of the hidden units. */
  outputs: new Float32Array(batchSize * outputCount),
  hiddenGradient: new Float32Array(batchSize * hiddenCount),
  row: new Float32Array(outputCount),
  /** Gradients of the embedding rows that this batch touches, by bucket. */
  touched: new Map<number, Float32Array>(),
})

/** One step. The error of the icons before it. */
function learn(work: Work, state: TrainingState, examples: readonly Example[], learningRate: number): number {
  const { parameters } = state
  forward(work, parameters, examples)
  const error = outputGradient(work, examples)
  const turn = state.steps + 1
  const rate = (learningRate * Math.sqrt(1 - squareDecay ** turn)) / (1 - meanDecay ** turn)
  updatePaint(work, state, examples.length, rate)
  updateBiases(work, state, examples.length, rate)
  updateEmbedding(work, state, examples, rate)
  return error
}

function forward(work: Work, parameters: Parameters, examples: readonly Example[]): void {
  const { embedding, hiddenBias, paint, outputBias } = partsOf(parameters)
  const { hidden, outputs } = work
  for (const [b, { features }] of examples.entries()) {
    const at = b * hiddenCount
    hidden.set(hiddenBias, at)
    for (let f = 0; f < features.indices.length; f++) {
      const row = (features.indices[f] as number) * hiddenCount
      const value = features.values[f] as number
      for (let k = 0; k < hiddenCount; k++)
        hidden[at + k] = (hidden[at + k] as number) + value * (embedding[row + k] as number)
    }
    outputs.set(outputBias, b * outputCount)
  }
  // PERF: hidden units outside, examples inside: a unit's weights stay in the nearest cache for the whole batch.
  for (let k = 0; k < hiddenCount; k++) {
    const weights = paint.subarray(k * outputCount, (k + 1) * outputCount)
    for (let b = 0; b < examples.length; b++) {
      const h = hidden[b * hiddenCount + k] as number
      if (h > 0) addScaled(outputs, b * outputCount, weights, h)
    }
  }
}

function addScaled(to: Float32Array, at: number, from: Float32Array, factor: number): void {
  for (let j = 0; j < outputCount; j++) to[at + j] = (to[at + j] as number) + factor * (from[j] as number)
}

/** Turns outputs into their gradients. */
function outputGradient({ outputs }: Work, examples: readonly Example[]): number {
  let sum = 0
  for (const [b, { target, colorCounts }] of examples.entries()) {
    const at = b * outputCount
    for (let j = 0; j < iconCount; j++) {
      const gap = (outputs[at + j] as number) - (target[j] as number)
      sum += gap * gap
      outputs[at + j] = gap
    }
    for (let j = iconCount; j < outputCount; j++) {
      const gap = (outputs[at + j] as number) - (target[j] as number)
      outputs[at + j] = colorCounts || j === outputCount - 1 ? gap * backgroundGain : 0
    }
  }
  return sum / (examples.length * iconCount)
}

/** The painting weights, and with their old values the gradients of the hidden units. */
function updatePaint(work: Work, state: TrainingState, count: number, rate: number): void {
  const { hidden, outputs, hiddenGradient, row } = work
  const { paint } = partsOf(state.parameters)
  const means = partsOf(state.means).paint
  const squares = partsOf(state.squares).paint
  for (let k = 0; k < hiddenCount; k++) {
    const from = k * outputCount
    row.fill(0)
    for (let b = 0; b < count; b++) {
      const h = hidden[b * hiddenCount + k] as number
      if (h <= 0) {
        hiddenGradient[b * hiddenCount + k] = 0
        continue
      }
      hiddenGradient[b * hiddenCount + k] = pairUp(paint, from, outputs, b * outputCount, row, h)
    }
    adam(paint, means, squares, from, row, count, rate)
  }
}

/** In one pass: the weights' gradient grows by h times the outputs', and the result is weights times outputs. */
function pairUp(
  paint: Float32Array,
  from: number,
  outputs: Float32Array,
  at: number,
  row: Float32Array,
  h: number,
): number {
  let sum = 0
  for (let j = 0; j < outputCount; j++) {
    const gap = outputs[at + j] as number
    row[j] = (row[j] as number) + h * gap
    sum += gap * (paint[from + j] as number)
  }
  return sum
}

function updateBiases(work: Work, state: TrainingState, count: number, rate: number): void {
  const [now, means, squares] = [state.parameters, state.means, state.squares].map(partsOf)
  if (!now || !means || !squares) return
  const output = new Float32Array(outputCount)
  const hidden = new Float32Array(hiddenCount)
  for (let b = 0; b < count; b++) {
    addScaled(output, 0, work.outputs.subarray(b * outputCount), 1)
    for (let k = 0; k < hiddenCount; k++)
      hidden[k] = (hidden[k] as number) + (work.hiddenGradient[b * hiddenCount + k] as number)
  }
  adam(now.outputBias, means.outputBias, squares.outputBias, 0, output, count, rate)
  adam(now.hiddenBias, means.hiddenBias, squares.hiddenBias, 0, hidden, count, rate)
}

/** Only rows of words that occur: the others have no gradient, and their means rest. */
function updateEmbedding(work: Work, state: TrainingState, examples: readonly Example[], rate: number): void {
  const { touched, hiddenGradient } = work
  touched.clear()
  for (const [b, { features }] of examples.entries()) {
    for (let f = 0; f < features.indices.length; f++) {
      const bucket = features.indices[f] as number
      const row = touched.get(bucket) ?? new Float32Array(hiddenCount)
      touched.set(bucket, row)
      const value = features.values[f] as number
      for (let k = 0; k < hiddenCount; k++)
        row[k] = (row[k] as number) + value * (hiddenGradient[b * hiddenCount + k] as number)
    }
  }
  const [now, means, squares] = [state.parameters, state.means, state.squares].map(
    (vector) => partsOf(vector).embedding,
  )
  if (!now || !means || !squares) return
  for (const [bucket, row] of touched)
    adam(now, means, squares, bucket * hiddenCount, row, examples.length, rate)
}

function adam(
  values: Float32Array,
  means: Float32Array,
  squares: Float32Array,
  at: number,
  gradient: Float32Array,
  count: number,
  rate: number,
): void {
  for (let i = 0; i < gradient.length; i++) {
    const g = (gradient[i] as number) / count
    const mean = meanDecay * (means[at + i] as number) + (1 - meanDecay) * g
    const square = squareDecay * (squares[at + i] as number) + (1 - squareDecay) * g * g
    means[at + i] = mean
    squares[at + i] = square
    values[at + i] = (values[at + i] as number) - (rate * mean) / (Math.sqrt(square) + epsilon)
  }
}
