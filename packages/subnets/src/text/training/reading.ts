import { alphabetSize } from "./alphabet.ts"

/**
 * What a model sees of a text at one place in it: its last characters and words, by hash, and what this very text said the last times when it came
 * by here. The memory is of the text and not of the model: weights stay as they are while they are scored.
 */
export interface Reading {
  /** Of the character that comes next. */
  readonly at: number
  /** Where the contexts lie in the vector. */
  readonly places: Uint32Array
  /** What followed the last time, by order; `nothing` where there was no such time. */
  readonly recalled: Uint8Array
  /** Where the trust in what is recalled lies in the vector. */
  readonly trusts: Uint32Array
  /** Goes past the character at `at`, which must be there by now. */
  advance(): void
}

/** So many of the last characters. Text that says the same over and over is best known by long contexts. */
const manyOrders = [0, 1, 2, 3, 4, 5, 6, 8, 11, 16] as const
/** For vectors that are to hold millions of characters: there long contexts are learned by heart, and push others out of the vector. */
const shortOrders = [0, 1, 2, 3, 4, 5, 6] as const
const shortFrom = 1 << 21
/** The word so far, alone and after the word before it. */
const wordContexts = 2

/** Contexts of each place, by the length of the vector. */
const contextsOf = (length: number): number => ordersOf(length).length + wordContexts
const ordersOf = (length: number): readonly number[] => (length < shortFrom ? manyOrders : shortOrders)

/** After so many equal characters the text is expected to go on as it did then. */
const recallOrders = [2, 3, 4, 5, 6, 8, 11] as const
export const recalls = recallOrders.length
const nothing = 255
/** How often in a row it was right is told apart up to here. */
const runMax = 15
/** Places in the memory of an order, as a power of two: 65,536 different contexts of one text. */
const memoryPower = 16

/** `codes` may still grow behind `at`; `length` is that of the vector. */
export function readText(codes: Uint8Array, length: number): Reading {
  const mask = length - 1
  const orders = ordersOf(length)
  const longest = Math.max(orders[orders.length - 1] ?? 0, recallOrders[recalls - 1] ?? 0)
  const places = new Uint32Array(contextsOf(length))
  const recalled = new Uint8Array(recalls)
  const trusts = new Uint32Array(recalls)
  const wordPlaces = places.subarray(orders.length)
  const cells = new Uint32Array(recalls)
  const followed = new Uint8Array(recalls << memoryPower).fill(nothing)
  const runs = new Uint8Array(recalls << memoryPower)
  let at = 0

  function look(): void {
    let hash = 0x811c9dc5
    let written = 0
    let next = 0
    for (let order = 0; order <= longest; order++) {
      const mixed = spread(hash + Math.imul(order, 0x9e3779b9))
      if (orders[written] === order) places[written++] = mixed & mask
      if (recallOrders[next] === order) {
        const cell = (next << memoryPower) + (mixed >>> (32 - memoryPower))
        cells[next] = cell
        recalled[next] = followed[cell] as number
        trusts[next] = (trustPlaces[(next << 4) + (runs[cell] as number)] as number) & mask
        next++
      }
      const code = at > order ? (codes[at - 1 - order] as number) : alphabetSize
      hash = Math.imul(hash ^ (code + 1), 0x01000193)
    }
    lookAtWords(codes, at, mask, wordPlaces)
  }

  look()
  return {
    get at() {
      return at
    },
    places,
    recalled,
    trusts,
    advance() {
      const code = codes[at] as number
      for (let i = 0; i < recalls; i++) {
        const cell = cells[i] as number
        const right = followed[cell] === code
        runs[cell] = right ? Math.min(runMax, (runs[cell] as number) + 1) : 0
        followed[cell] = code
      }
      at++
      look()
    },
  }
}

/** Characters further back belong to no word. */
const wordReach = 48

/** The word so far, in small letters, alone and after the word before it. */
function lookAtWords(codes: Uint8Array, at: number, mask: number, places: Uint32Array): void {
  const end = Math.max(0, at - wordReach)
  let back = at - 1
  let word = 0
  for (; back >= end; back--) {
    const letter = letters[codes[back] as number] as number
    if (letter === 0) break
    word = Math.imul(word ^ letter, 0x01000193) + 7
  }
  while (back >= end && letters[codes[back] as number] === 0) back--
  let before = 0
  for (; back >= end; back--) {
    const letter = letters[codes[back] as number] as number
    if (letter === 0) break
    before = Math.imul(before ^ letter, 0x01000193) + 7
  }
  places[0] = spread(word ^ 0x1234567) & mask
  places[1] = spread(Math.imul(word, 0x9e3779b1) + Math.imul(before, 0x85ebca6b) + 1) & mask
}

/** Of each code: the number of its letter, 0 for what ends a word. */
const letters = Uint8Array.from({ length: alphabetSize }, (_, code) => {
  const character = String.fromCharCode(31 + code).toLowerCase()
  return code > 0 && /[a-z']/.test(character) ? character.charCodeAt(0) : 0
})

function spread(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** Hashes of (order, run). */
const trustPlaces = Uint32Array.from({ length: recalls << 4 }, (_, index) => spread(index + 0x51ed2701))
