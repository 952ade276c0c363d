/** 21 million tokens in rao: no more TAO, and no more alpha of one subnet, will ever be. */
export const MAX_SUPPLY = 21_000_000_000_000_000n
/** Emission of a block before the first halving, in rao. */
export const INITIAL_BLOCK_EMISSION = 1_000_000_000n

const FRACTION_BITS = 32n
const ONE = 1n << FRACTION_BITS
const TWO = 2n * ONE

/**
 * Rao per block at an issuance in rao: one token, halved each time half of what was left has been issued.
 *
 * The curve holds for TAO (total issuance) and for the alpha of each subnet (in the pool, outside, and in its reservoir).
 * k = floor(log2(1 / (1 − issuance/21e15))) in 32 fraction bits, each quotient truncated; emission = floor(1e9 / 2^k) and
 * 0 once 1/2^k has no bit left or the supply is reached.
 */
export function blockEmission(issuance: bigint): bigint {
  if (issuance >= MAX_SUPPLY) return 0n
  const remaining = ONE - (issuance << FRACTION_BITS) / MAX_SUPPLY
  let inverse = (ONE << FRACTION_BITS) / remaining
  let halvings = 0n
  // The integer part of log2 as the chain takes it: halve and round up, until below 2.
  while (inverse >= TWO) {
    inverse = (inverse >> 1n) + (inverse & 1n)
    halvings += 1n
  }
  return (INITIAL_BLOCK_EMISSION * (ONE >> halvings)) >> FRACTION_BITS
}
