/**
 * The generator: words are summed to a hidden layer, which paints an icon with transparency and says what background was named. All its
 * parameters lie in one flat vector, so that a model is hashed, sent, compared and merged as one thing. Only +, −, × and comparisons, and
 * square roots in training: the same steps give the same bits on every machine.
 */
import { createHash } from "node:crypto"
import { fromBytes, toBytes } from "../../flatVector.ts"
import { iconValues } from "../icons/iconSet.ts"
import { type Features, featureBuckets } from "./features.ts"
import { noiseFrom } from "./noise.ts"

export const hiddenUnits = 256
/** After the icon: red, green and blue of the background, and whether the prompt names one. */
export const backgroundValues = 4
export const outputUnits = iconValues + backgroundValues

const parts = [
  ["embedding", featureBuckets * hiddenUnits],
  ["hiddenBias", hiddenUnits],
  ["paint", hiddenUnits * outputUnits],
  ["outputBias", outputUnits],
] as const
export const parameterCount = parts.reduce((sum, [, length]) => sum + length, 0)

export type Parameters = Float32Array

/** The vector's parts by name; they share its memory. */
export function partsOf(vector: Float32Array) {
  if (vector.length !== parameterCount) throw new RangeError(`not a model: ${vector.length} parameters`)
  const embedding = vector.subarray(0, parts[0][1])
  const hiddenBias = vector.subarray(embedding.length, embedding.length + parts[1][1])
  const paintAt = embedding.length + hiddenBias.length
  const paint = vector.subarray(paintAt, paintAt + parts[2][1])
  const outputBias = vector.subarray(paintAt + paint.length)
  return { embedding, hiddenBias, paint, outputBias }
}

/** Untrained. Words mean nothing yet: a word that training never meets adds nothing later either. */
export function initialParameters(seed: number): Parameters {
  const vector = new Float32Array(parameterCount)
  const { hiddenBias, paint, outputBias } = partsOf(vector)
  const noise = noiseFrom(seed)
  const spread = 2 / 16
  for (let i = 0; i < hiddenBias.length; i++) hiddenBias[i] = 0.1 * noise()
  for (let i = 0; i < paint.length; i++) paint[i] = spread * (noise() - 0.5)
  outputBias.fill(0.4)
  return vector
}

/** What the network answers to a prompt: icon and background, straight, not yet cut to [0, 1]. */
export function infer(parameters: Parameters, { indices, values }: Features): Float32Array {
  const { embedding, hiddenBias, paint, outputBias } = partsOf(parameters)
  const hidden = Float32Array.from(hiddenBias)
  const units = hidden.length
  const outputs = outputBias.length
  for (let f = 0; f < indices.length; f++) {
    const row = (indices[f] as number) * units
    const value = values[f] as number
    for (let k = 0; k < units; k++) hidden[k] = (hidden[k] as number) + value * (embedding[row + k] as number)
  }
  const out = Float32Array.from(outputBias)
  for (let k = 0; k < units; k++) {
    const h = hidden[k] as number
    if (h <= 0) continue
    const row = k * outputs
    for (let j = 0; j < outputs; j++) out[j] = (out[j] as number) + h * (paint[row + j] as number)
  }
  return out
}

/** SHA-256 of the parameters' bytes. */
export const parametersHash = (parameters: Parameters): string =>
  createHash("sha256").update(toBytes(parameters)).digest("hex")

/** Undefined for bytes that are no model of this kind. */
export function parametersFrom(bytes: Uint8Array): Parameters | undefined {
  const vector = bytes.length === parameterCount * 4 ? fromBytes(bytes) : undefined
  return vector?.every(Number.isFinite) ? vector : undefined
}

/** Mean absolute difference: near 0 between a model and its copy, also after a few steps of cosmetic training. */
export function parameterDistance(a: Parameters, b: Parameters): number {
  let sum = 0
  for (let i = 0; i < parameterCount; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0))
  return sum / parameterCount
}
