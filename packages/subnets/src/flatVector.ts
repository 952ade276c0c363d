/** A model's parameters as one flat vector, whatever model it is: how it travels, and how models of one shape become one. */

/** Little-endian float32, whatever the machine. */
export function toBytes(vector: Float32Array): Uint8Array {
  const bytes = new Uint8Array(4 * vector.length)
  const view = new DataView(bytes.buffer)
  for (const [at, value] of vector.entries()) view.setFloat32(4 * at, value, true)
  return bytes
}

/** Undefined for bytes that are no vector. Numbers may still be any numbers. */
export function fromBytes(bytes: Uint8Array): Float32Array | undefined {
  if (bytes.length % 4 !== 0) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(4 * at, true))
}

/** The mean of models that share their length, weighed; how miners can train one model together. Throws RangeError when they do not fit. */
export function merge(
  models: readonly Float32Array[],
  weights: readonly number[] = models.map(() => 1),
): Float32Array {
  const [first] = models
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (first === undefined || weights.length !== models.length || !(total > 0))
    throw new RangeError("nothing to merge, or a weight too many or too few")
  if (models.some(({ length }) => length !== first.length)) throw new RangeError("models differ in length")
  const merged = new Float32Array(first.length)
  for (let at = 0; at < merged.length; at++) {
    let sum = 0
    for (const [index, model] of models.entries()) sum += (weights[index] ?? 0) * (model[at] as number)
    merged[at] = sum / total
  }
  return merged
}
