/** A subnet's pool as it stands in storage: reserves belong to SubtensorModule, weight and reservoirs to this pallet. */
import { ModuleError } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import { saturateU64 } from "@taonet/primitives/integers"
import { storage as subtensor } from "../subtensor/storage.ts"
import { errors } from "./errors.ts"
import { feeOfGross, priceToRao, type Reserves, spotPrice } from "./math/balancer.ts"
import { initWeight } from "./math/initWeight.ts"
import { storage } from "./storage.ts"

/** Limits of orders that have none, in rao per alpha. */
export const MAX_PRICE_RAO = 10n ** 15n
export const MIN_PRICE_RAO = 1_000n

const DYNAMIC_MECHANISM = 1

/** Whether alpha of the subnet has a market price; it is TAO 1:1 otherwise (root, stable and unknown subnets). */
export const isDynamic = (state: State, netuid: number): boolean =>
  subtensor.SubnetMechanism.get(state, netuid) === DYNAMIC_MECHANISM

export function poolReserves(state: State, netuid: number): Reserves {
  return { tao: subtensor.SubnetTAO.get(state, netuid), alpha: subtensor.SubnetAlphaIn.get(state, netuid) }
}

export const quoteWeight = (state: State, netuid: number): bigint =>
  storage.SwapBalancer.get(state, netuid).quote

/** Spot price in TAO per alpha, U64F64 bits; 1 outside the market, 0 for a pool without alpha. */
export function currentAlphaPrice(state: State, netuid: number): bigint {
  if (!isDynamic(state, netuid)) return U64F64.ONE
  return spotPrice(poolReserves(state, netuid), quoteWeight(state, netuid))
}

/** Spot price in rao per alpha, floor: what clients show. */
export const currentAlphaPriceRao = (state: State, netuid: number): bigint =>
  priceToRao(currentAlphaPrice(state, netuid))

/** Alpha worth `tao` rao at the spot price, slippage neglected; floor, 0 where there is no price. */
export function alphaWorth(state: State, netuid: number, tao: bigint): bigint {
  if (!isDynamic(state, netuid)) return tao
  return U64F64.toU64(U64F64.safeDiv(U64F64.fromInt(tao), currentAlphaPrice(state, netuid)))
}

/** TAO in rao that `alpha` is worth at the spot price; floor. */
export const taoWorth = (state: State, netuid: number, alpha: bigint): bigint =>
  U64F64.toU64(U64F64.mul(currentAlphaPrice(state, netuid), U64F64.fromInt(alpha)))

/** Fee of a gross amount in its own token, before any price limit is looked at. */
export const approximateFee = (state: State, netuid: number, amount: bigint): bigint =>
  isDynamic(state, netuid) ? saturateU64(feeOfGross(amount, storage.FeeRate.get(state, netuid))) : 0n

/**
 * Sets up a pool on its first use: even weights, or those that give `price` (U64F64 bits). Nothing for one that is set up.
 * Raises Swap.ReservesTooLow for an empty side, Swap.ReservesOutOfBalance where a weight would fall below 1 %.
 */
export function initializePool(state: State, netuid: number, price?: bigint): void {
  if (storage.PalSwapInitialized.get(state, netuid)) return
  const reserves = poolReserves(state, netuid)
  if (reserves.tao === 0n || reserves.alpha === 0n) throw new ModuleError(errors.ReservesTooLow)
  const initial = initWeight(reserves, price)
  if ("error" in initial) throw new ModuleError(errors[initial.error])
  storage.SwapBalancer.set(state, netuid, { quote: initial.quoteWeight })
  storage.PalSwapInitialized.set(state, netuid, true)
}
