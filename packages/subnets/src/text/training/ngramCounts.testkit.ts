/**
 * The bar of the contest for millions of characters: the same Witten-Bell n-gram as `../ngram/model.ts`, counted in maps, so that asking it takes
 * microseconds. Each order has one map for its contexts and one for what follows them.
 */
import { alphabetSize } from "./alphabet.ts"

export interface NgramCounts {
  /** Numbers that it is made of. */
  readonly counts: number
  bitsPerCharacter(codes: Uint8Array): number
}

/** Contexts as numbers leave room for this order and no more. */
const maxOrder = 6
const radix = 128

/** Throws RangeError for an order above 6. */
export function countNgrams(codes: Uint8Array, order: number): NgramCounts {
  if (!(order >= 0 && order <= maxOrder)) throw new RangeError(`the order must be 0 to ${maxOrder}`)
  const orders = Array.from({ length: order + 1 }, () => ({
    follow: new Map<number, number>(),
    totals: new Map<number, number>(),
    kinds: new Map<number, number>(),
  }))
  for (let at = 0; at < codes.length; at++) {
    for (const [length, { follow, totals, kinds }] of orders.entries()) {
      const context = keyOf(codes, at, length)
      const key = context * radix + (codes[at] ?? 0)
      const count = follow.get(key) ?? 0
      follow.set(key, count + 1)
      totals.set(context, (totals.get(context) ?? 0) + 1)
      if (count === 0) kinds.set(context, (kinds.get(context) ?? 0) + 1)
    }
  }
  const probability = (text: Uint8Array, at: number): number => {
    let share = 1 / alphabetSize
    for (const [length, { follow, totals, kinds }] of orders.entries()) {
      const context = keyOf(text, at, length)
      const total = totals.get(context)
      if (total === undefined) break
      const kind = kinds.get(context) ?? 0
      share = ((follow.get(context * radix + (text[at] ?? 0)) ?? 0) + kind * share) / (total + kind)
    }
    return share
  }
  return {
    counts: orders.reduce(
      (sum, { follow, totals, kinds }) => sum + follow.size + totals.size + kinds.size,
      0,
    ),
    bitsPerCharacter(text) {
      let bits = 0
      for (let at = 0; at < text.length; at++) bits -= Math.log2(probability(text, at))
      return bits / Math.max(1, text.length)
    },
  }
}

function keyOf(codes: Uint8Array, at: number, length: number): number {
  let key = 0
  for (let back = length; back > 0; back--)
    key = key * radix + (at >= back ? (codes[at - back] ?? 0) : alphabetSize)
  return key
}
