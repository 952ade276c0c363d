import { unit } from "../llama/embedding.ts"
import type { Embedder } from "./embedder.ts"

export const lexicalModel = "taonet-lexical"

const dimensions = 384
const shortestPiece = 3
const longestPiece = 5
/** Words that are in every text say little about any. */
const littleWeight = 0.2
const little = new Set(
  "a an and are as at be been but by do does did for from had has have he her his how i if in into is it its me my no not of on or our she so that the their them then there these they this to was we were what when where which who why will with would you your".split(
    " ",
  ),
)

/**
 * No language model: words, and the pieces of three to five letters in them, are hashed into a vector. It finds texts with words in common,
 * and forms of the same word; it does not know that a kitten is a cat. The same bits on every machine, in microseconds.
 */
export const lexicalEmbedder: Embedder = {
  model: lexicalModel,
  embed: async (texts) => texts.map(vectorOf),
  countTokens: (text) => wordsOf(text).length,
}

const wordsOf = (text: string): string[] =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(dimensions)
  const counts = new Map<string, number>()
  for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  for (const [word, count] of counts) {
    const weight = Math.sqrt(count) * (little.has(word) || word.length === 1 ? littleWeight : 1)
    add(vector, `=${word}`, weight)
    const pieces = piecesOf(`<${word}>`)
    for (const piece of pieces) add(vector, piece, weight / Math.sqrt(pieces.length))
  }
  return unit(vector)
}

function piecesOf(word: string): string[] {
  const pieces: string[] = []
  for (let length = shortestPiece; length <= longestPiece; length++)
    for (let at = 0; at + length <= word.length; at++) pieces.push(word.slice(at, at + length))
  return pieces
}

/** To two places, each with a sign of its own: what falls together by chance then adds to zero on average. */
function add(vector: Float32Array, feature: string, weight: number): void {
  for (const seed of [0x811c9dc5, 0x01234567]) {
    const hash = fnv1a(feature, seed)
    const at = (hash >>> 1) % dimensions
    vector[at] = (vector[at] ?? 0) + (hash & 1 ? weight : -weight)
  }
}

function fnv1a(text: string, seed: number): number {
  let hash = seed
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  // The last letters would otherwise reach only the lowest bits.
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
