/**
 * A character n-gram model over a suffix array: every order up to `maxOrder` comes from one sorted list of positions, so that training
 * is one sort and memory is four bytes a character. Orders are joined by Witten-Bell interpolation.
 */
export interface NgramModel {
  readonly maxOrder: number
  /** Characters that occur in the corpus. */
  readonly alphabet: readonly string[]
  /** Probability of every character of the alphabet after `context`; they add up to 1. */
  next(context: string): ReadonlyMap<string, number>
  /** Probability of one character, known or not, after `context`; above 0. */
  probability(context: string, character: string): number
  /** Mean over the characters of `text`, each after those before it and `context`. */
  bitsPerCharacter(text: string, context?: string): number
}

/** What is set aside for characters that the corpus lacks. */
const unknownShare = 1e-4
const unknownCharacters = 65_536

/** `corpus` must not be empty; 1 ≤ maxOrder ≤ 64 characters of context. */
export function trainNgram(corpus: string, maxOrder = 40): NgramModel {
  if (corpus.length === 0) throw new RangeError("the corpus is empty")
  if (!(maxOrder >= 1 && maxOrder <= 64)) throw new RangeError("maxOrder must be 1 to 64")
  const suffixes = sortSuffixes(corpus, maxOrder + 1)
  const alphabet = [...new Set(corpus)].sort()
  const orderZero = continuations(corpus, suffixes, 0, suffixes.length, 0)
  const next = (context: string): Map<string, number> => {
    let mixed = new Map(alphabet.map((character) => [character, (1 - unknownShare) / alphabet.length]))
    mixed = mix(mixed, orderZero)
    let from = 0
    let to = suffixes.length
    for (let order = 1; order <= Math.min(maxOrder, context.length); order++) {
      // Longer contexts are other strings, not narrower ranges: each is looked up by itself.
      const suffix = context.slice(context.length - order)
      ;[from, to] = rangeOf(corpus, suffixes, suffix)
      if (from === to) break
      const counts = continuations(corpus, suffixes, from, to, order)
      if (counts.size > 0) mixed = mix(mixed, counts)
    }
    return mixed
  }
  const known = new Set(alphabet)
  const probability = (context: string, character: string): number =>
    known.has(character) ? (next(context).get(character) ?? 0) : unknownShare / unknownCharacters
  return {
    maxOrder,
    alphabet,
    next,
    probability,
    bitsPerCharacter(text, context = "") {
      let bits = 0
      let before = context
      const characters = [...text]
      for (const character of characters) {
        bits -= Math.log2(probability(before, character))
        before += character
      }
      return characters.length === 0 ? 0 : bits / characters.length
    },
  }
}

/** Start positions in the order of the `length` characters that follow them. */
function sortSuffixes(corpus: string, length: number): Uint32Array {
  const positions = Uint32Array.from({ length: corpus.length }, (_, at) => at)
  return positions.sort((a, b) => {
    for (let i = 0; i < length; i++) {
      const difference = codeAt(corpus, a + i) - codeAt(corpus, b + i)
      if (difference !== 0) return difference
    }
    return 0
  })
}

const codeAt = (text: string, at: number): number => (at < text.length ? text.charCodeAt(at) : -1)

/** The suffixes that start with `prefix`: [from, to). */
function rangeOf(corpus: string, suffixes: Uint32Array, prefix: string): [number, number] {
  const firstNotBelow = (bound: (order: number) => boolean): number => {
    let low = 0
    let high = suffixes.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (bound(comparePrefix(corpus, suffixes[middle] ?? 0, prefix))) high = middle
      else low = middle + 1
    }
    return low
  }
  return [firstNotBelow((order) => order >= 0), firstNotBelow((order) => order > 0)]
}

function comparePrefix(corpus: string, at: number, prefix: string): number {
  for (let i = 0; i < prefix.length; i++) {
    const difference = codeAt(corpus, at + i) - prefix.charCodeAt(i)
    if (difference !== 0) return difference
  }
  return 0
}

/** How often each character follows a context of `order` characters. */
function continuations(
  corpus: string,
  suffixes: Uint32Array,
  from: number,
  to: number,
  order: number,
): Map<string, number> {
  const counts = new Map<string, number>()
  for (let i = from; i < to; i++) {
    const character = corpus[(suffixes[i] ?? 0) + order]
    if (character !== undefined) counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  return counts
}

/** Witten-Bell: a context with many different continuations trusts the shorter one more. */
function mix(lower: ReadonlyMap<string, number>, counts: ReadonlyMap<string, number>): Map<string, number> {
  let total = 0
  for (const count of counts.values()) total += count
  const kinds = counts.size
  const out = new Map<string, number>()
  for (const [character, share] of lower) {
    out.set(character, ((counts.get(character) ?? 0) + kinds * share) / (total + kinds))
  }
  return out
}
