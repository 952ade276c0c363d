/** What can be done with one flat vector of parameters, whatever model it is. */
import { isLength, type Parameters } from "./model.ts"

/** Little-endian f32, whatever the machine. */
export function toBytes(parameters: Parameters): Uint8Array {
  const bytes = new Uint8Array(4 * parameters.length)
  const view = new DataView(bytes.buffer)
  for (const [at, value] of parameters.entries()) view.setFloat32(4 * at, value, true)
  return bytes
}

/** Undefined for bytes that are no model. Numbers may still be any numbers: see bitsPerCharacter. */
export function fromBytes(bytes: Uint8Array): Parameters | undefined {
  if (bytes.length % 4 !== 0 || !isLength(bytes.length / 4)) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(4 * at, true))
}

/** Distance in units of the first one's length; infinite where the two cannot be compared. */
export function relativeDistance(a: Parameters, b: Parameters): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  let apart = 0
  let own = 0
  for (let at = 0; at < a.length; at++) {
    const x = a[at] as number
    apart += (x - (b[at] as number)) ** 2
    own += x * x
  }
  return own === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(apart / own)
}

/** The mean of models that share their length, weighed; how miners can train one model together. Throws RangeError when they do not fit. */
export function merge(
  models: readonly Parameters[],
  weights: readonly number[] = models.map(() => 1),
): Parameters {
  const [first] = models
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (first === undefined || weights.length !== models.length || !(total > 0))
    throw new RangeError("nothing to merge, or a weight too many or too few")
  if (models.some(({ length }) => length !== first.length)) throw new RangeError("models differ in length")
  const merged = new Float32Array(first.length)
  for (const [index, model] of models.entries()) {
    const share = (weights[index] ?? 0) / total
    for (let at = 0; at < merged.length; at++)
      merged[at] = (merged[at] as number) + share * (model[at] as number)
  }
  return merged
}
