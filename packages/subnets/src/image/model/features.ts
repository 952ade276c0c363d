/** A prompt as a sparse vector: its words, pairs of neighbours, and the letters of its words, hashed into buckets. */

export const featureBuckets = 4_096

export interface Features {
  /** Different buckets. */
  readonly indices: Uint16Array
  readonly values: Float32Array
}

const pairWeight = 0.5
/** Letters make "strawberries" know something of "strawberry". */
const lettersWeight = 0.3
const maxWords = 64

export const wordsOf = (text: string): string[] =>
  (
    text
      .toLowerCase()
      .normalize("NFKD")
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).slice(0, maxWords)

export function featuresOf(prompt: string): Features {
  const sums = new Map<number, number>()
  const add = (token: string, weight: number): void => {
    const bucket = fnv1a(token) % featureBuckets
    sums.set(bucket, (sums.get(bucket) ?? 0) + weight)
  }
  const words = wordsOf(prompt)
  for (const [at, word] of words.entries()) {
    add(`w ${word}`, 1)
    const next = words[at + 1]
    if (next !== undefined) add(`p ${word} ${next}`, pairWeight)
    const framed = `<${word}>`
    for (let i = 0; i + 3 <= framed.length; i++) add(`l ${framed.slice(i, i + 3)}`, lettersWeight)
  }
  return { indices: Uint16Array.from(sums.keys()), values: Float32Array.from(sums.values()) }
}

/** 32 bits of FNV-1a over UTF-16 units, with a last stir, so that the low bits are as good as the others. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
