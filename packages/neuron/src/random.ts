import { createHash, randomBytes } from "node:crypto"

/** A stream of random numbers. Challenges come from the secret one, tests from a seed. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number
}

/** SHA-256 in counter mode: the same seed gives the same stream everywhere. */
export function seededRandom(seed: string | Uint8Array): Random {
  const key = createHash("sha256").update(seed).digest()
  let counter = 0
  let block = Buffer.alloc(0)
  let at = 0
  return {
    next() {
      if (at + 6 > block.length) {
        block = createHash("sha256").update(key).update(String(counter++)).digest()
        at = 0
      }
      const value = block.readUIntBE(at, 6)
      at += 6
      return value / 2 ** 48
    },
  }
}

/** Unpredictable to others. */
export const secretRandom = (): Random => seededRandom(randomBytes(32))

/** 0 ≤ n < bound. */
export const randomInt = (random: Random, bound: number): number => Math.floor(random.next() * bound)

export function pick<T>(random: Random, items: readonly T[]): T {
  if (items.length === 0) throw new RangeError("nothing to pick from")
  return items[randomInt(random, items.length)] as T
}

/** `count` different items (all when there are fewer), in random order. */
export function sample<T>(random: Random, items: readonly T[], count: number): T[] {
  const pool = [...items]
  const out: T[] = []
  while (out.length < count && pool.length > 0) out.push(...pool.splice(randomInt(random, pool.length), 1))
  return out
}
