import { alphabetSize } from "./alphabet.ts"

/**
 * A character model in one flat vector: log-linear in what came before. Each of the contexts below hashes to a place in the vector, from
 * which a score for every character is read; the sums of the scores, as a softmax, are the odds of the next character. Any vector whose
 * length is a power of two is a model, so vectors of one length can be compared, merged and trained further by anybody.
 */
export type Parameters = Float32Array

/** So many of the last characters; then the word so far with the one, and the two, before it. */
const orders = [0, 1, 2, 3, 4, 5, 6, 8, 11, 16] as const
const longestOrder = 16
const wordContexts = 2
export const contexts = orders.length + wordContexts

export const smallestLength = 1 << 12
export const largestLength = 1 << 22

/** Nothing learned yet: every character is as likely as any other. Throws RangeError for a length that no model has. */
export function emptyParameters(length = 1 << 18): Parameters {
  if (!isLength(length)) throw new RangeError(`${length} is no power of two that a model can have`)
  return new Float32Array(length)
}

export const isLength = (length: number): boolean =>
  length >= smallestLength && length <= largestLength && (length & (length - 1)) === 0

/** Mean over the characters of `codes`, each after those before it; the first `skip` are only read. Infinite for vectors that hold no numbers. */
export function bitsPerCharacter(parameters: Parameters, codes: Uint8Array, skip = 0): number {
  const places = new Uint32Array(contexts)
  const odds = new Float64Array(alphabetSize)
  let bits = 0
  for (let at = skip; at < codes.length; at++) {
    placesOf(codes, at, parameters.length, places)
    predict(parameters, places, odds)
    bits -= Math.log2(odds[codes[at] ?? 0] ?? 0)
  }
  const mean = bits / Math.max(1, codes.length - skip)
  return Number.isNaN(mean) ? Number.POSITIVE_INFINITY : mean
}

/** Odds of every character from the scores at `places`. */
export function predict(parameters: Parameters, places: Uint32Array, odds: Float64Array): void {
  const mask = parameters.length - 1
  odds.fill(0)
  for (let i = 0; i < contexts; i++) {
    const place = places[i] as number
    for (let c = 0; c < alphabetSize; c++)
      odds[c] = (odds[c] as number) + (parameters[(place + c) & mask] as number)
  }
  let highest = Number.NEGATIVE_INFINITY
  for (let c = 0; c < alphabetSize; c++) if ((odds[c] as number) > highest) highest = odds[c] as number
  let sum = 0
  for (let c = 0; c < alphabetSize; c++) sum += odds[c] = Math.exp((odds[c] as number) - highest)
  for (let c = 0; c < alphabetSize; c++) odds[c] = (odds[c] as number) / sum
}

/** Where the contexts of the character at `at` lie in a vector of this length. */
export function placesOf(codes: Uint8Array, at: number, length: number, places: Uint32Array): void {
  const mask = length - 1
  let hash = 0x811c9dc5
  let next = 0
  for (let order = 0; order <= longestOrder; order++) {
    if (orders[next] === order) places[next++] = spread(hash) & mask
    const code = at - 1 - order >= 0 ? (codes[at - 1 - order] as number) : alphabetSize
    hash = Math.imul(hash ^ (code + 1), 0x01000193)
  }
  let seen = 0
  let word = 0x2545f491
  for (let back = at - 1; seen <= wordContexts && back >= at - wordReach; back--) {
    const code = back >= 0 ? (codes[back] as number) : 1
    if (code <= 1) {
      // A blank or the end of a line closes a word.
      if (seen > 0) places[orders.length + seen - 1] = spread(word) & mask
      seen++
    }
    word = Math.imul(word ^ (code + 1), 0x01000193)
  }
  for (; seen <= wordContexts; seen++)
    if (seen > 0) places[orders.length + seen - 1] = spread(word + seen) & mask
}

/** A word is not looked for any further back. */
const wordReach = 40

function spread(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
