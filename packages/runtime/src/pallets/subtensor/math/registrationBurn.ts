import { clampBigint, saturateU64 } from "@taonet/primitives/integers"

const Q32 = 32n
const ONE = 1n << Q32
const HALF = ONE >> 1n
const MULTIPLIER_ONE = 1n << 64n

export interface BurnBounds {
  /** `MinBurn` and `MaxBurn`, rao; the maximum wins if they are crossed. */
  readonly min: bigint
  readonly max: bigint
}

/** Factors by half life (a u16, and in practice a handful of values). Bounded so that nobody can fill it. */
const MAX_CACHED_FACTORS = 256
const factors = new Map<number, bigint>()

/**
 * Per-block factor of the registration price in Q32: the largest f with f^halfLife ≤ 1/2, every product floored.
 * 1 for a half life of 0.
 */
export function burnDecayFactor(halfLife: number): bigint {
  const known = factors.get(halfLife)
  if (known !== undefined) return known
  const factor = halfLife === 0 ? ONE : searchDecayFactor(halfLife)
  if (factors.size >= MAX_CACHED_FACTORS) factors.clear()
  factors.set(halfLife, factor)
  return factor
}

function searchDecayFactor(halfLife: number): bigint {
  let low = 0n
  let high = ONE
  while (low < high) {
    const middle = (low + high + 1n) >> 1n
    if (powQ32(middle, halfLife) <= HALF) low = middle
    else high = middle - 1n
  }
  return low
}

/** base^exponent in Q32 by square and multiply. */
function powQ32(base: bigint, exponent: number): bigint {
  let result = ONE
  let square = base
  for (let rest = exponent; rest > 0; rest >>>= 1) {
    if (rest & 1) result = (result * square) >> Q32
    square = (square * square) >> Q32
  }
  return result
}

/** Registration price (`Burn`, rao) after one block. */
export function decayedBurn(burn: bigint, halfLife: number, { min, max }: BurnBounds): bigint {
  return clampBigint((burn * burnDecayFactor(halfLife)) >> Q32, min, max)
}

/** Registration price after a registration; `multiplier` (`BurnIncreaseMult`, U64F64 bits) counts as at least 1. */
export function bumpedBurn(burn: bigint, multiplier: bigint, { min, max }: BurnBounds): bigint {
  const factor = multiplier > MULTIPLIER_ONE ? multiplier : MULTIPLIER_ONE
  return clampBigint(saturateU64((burn * factor) >> 64n), min, max)
}
