/** Fast repeatable numbers in [0, 1) from a 32-bit seed (mulberry32). Not for secrets. */
export function noiseFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A whole number below the bound. */
export const below = (noise: () => number, bound: number): number => Math.floor(noise() * bound)
