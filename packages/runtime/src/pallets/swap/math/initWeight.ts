import { saturateU128, saturatingMulU128 } from "@taonet/primitives/integers"
import { DEFAULT_QUOTE_WEIGHT, isValidQuoteWeight, type Reserves, WEIGHT_ONE } from "./balancer.ts"

const PRICE_BITS = 64n
const FRACTION_MASK = (1n << PRICE_BITS) - 1n

export type InitWeightResult = { readonly quoteWeight: bigint } | { readonly error: "ReservesOutOfBalance" }

/**
 * Quote weight that a pool starts with: floor(y / (p·x + y)) for a price `p` (U64F64 bits), 1/2 without one. The
 * product takes the integer and the fraction part of the price separately, both floored.
 */
export function initWeight({ tao, alpha }: Reserves, price?: bigint): InitWeightResult {
  if (price === undefined) return { quoteWeight: DEFAULT_QUOTE_WEIGHT }
  const high = saturatingMulU128(price >> PRICE_BITS, alpha)
  const low = (alpha * (price & FRACTION_MASK)) >> PRICE_BITS
  const total = saturateU128(high + low + tao)
  if (total === 0n) return { error: "ReservesOutOfBalance" }
  const quoteWeight = (tao * WEIGHT_ONE) / total
  return isValidQuoteWeight(quoteWeight) ? { quoteWeight } : { error: "ReservesOutOfBalance" }
}
