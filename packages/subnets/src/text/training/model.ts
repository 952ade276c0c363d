import { alphabetSize } from "./alphabet.ts"
import { type Reading, readText, recalls } from "./reading.ts"

/**
 * A character model in one flat vector: log-linear in what came before. Each context of a reading is a place in the vector, from which a score
 * for every character is read; each thing that its memory recalls is a place with one score, for the character recalled. The sums of the scores, as a
 * softmax, are the odds of the next character. Any vector whose length is a power of two is a model, so vectors of one length can be
 * compared, merged and trained further by anybody.
 */
export type Parameters = Float32Array

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
  const reading = readText(codes, parameters.length)
  const odds = new Float64Array(alphabetSize)
  let bits = 0
  for (; reading.at < codes.length; reading.advance()) {
    if (reading.at < skip) continue
    predict(parameters, reading, odds)
    bits -= Math.log2(odds[codes[reading.at] ?? 0] ?? 0)
  }
  const mean = bits / Math.max(1, codes.length - skip)
  return Number.isNaN(mean) ? Number.POSITIVE_INFINITY : mean
}

/** Odds of every character at the place that the reading has come to. */
export function predict(parameters: Parameters, reading: Reading, odds: Float64Array): void {
  const { places, recalled, trusts } = reading
  const mask = parameters.length - 1
  odds.fill(0)
  for (let i = 0; i < places.length; i++) {
    const place = places[i] as number
    for (let c = 0; c < alphabetSize; c++)
      odds[c] = (odds[c] as number) + (parameters[(place + c) & mask] as number)
  }
  for (let i = 0; i < recalls; i++) {
    const code = recalled[i] as number
    if (code < alphabetSize) odds[code] = (odds[code] as number) + (parameters[trusts[i] as number] as number)
  }
  let highest = Number.NEGATIVE_INFINITY
  for (let c = 0; c < alphabetSize; c++) if ((odds[c] as number) > highest) highest = odds[c] as number
  let sum = 0
  for (let c = 0; c < alphabetSize; c++) sum += odds[c] = Math.exp((odds[c] as number) - highest)
  for (let c = 0; c < alphabetSize; c++) odds[c] = (odds[c] as number) / sum
}
