import type { State } from "@taonet/frame/state"
import { I96F32, U64F64 } from "@taonet/primitives/fixed/formats"
import { currentAlphaPrice, isDynamic } from "../../swap/pool.ts"
import { storage } from "../schema.ts"
import { ordinaryNetuids } from "./subnets.ts"

/** Smoothed price in TAO per alpha, U64F64 bits; 1 outside the market. */
export const movingAlphaPrice = (state: State, netuid: number): bigint =>
  isDynamic(state, netuid)
    ? U64F64.saturatingFrom(I96F32, storage.SubnetMovingPrice.get(state, netuid))
    : U64F64.ONE

/** Price at which a new subnet's pool starts, U64F64 bits: the median of the spot prices of all subnets, 1 if none has one. */
export function medianAlphaPrice(state: State): bigint {
  const prices = ordinaryNetuids(state)
    .map((netuid) => currentAlphaPrice(state, netuid))
    .filter((price) => price > 0n)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const upper = prices[prices.length >> 1]
  if (upper === undefined) return U64F64.ONE
  if (prices.length % 2 === 1) return upper
  const lower = prices[(prices.length >> 1) - 1] ?? upper
  return U64F64.safeDiv(U64F64.add(lower, upper), U64F64.fromInt(2n))
}
