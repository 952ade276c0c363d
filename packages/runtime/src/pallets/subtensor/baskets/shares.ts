import type { State } from "@taonet/frame/state"
import { I96F32 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import {
  clampBigint,
  divFloor,
  I128_MAX,
  I128_MIN,
  minBigint,
  mulDivFloor,
  saturateU64,
  saturatingAddU64,
} from "@taonet/primitives/integers"
import { stakeOf } from "../staking/stake.ts"
import { storage } from "../storage.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import { retireDisplay } from "./display.ts"

/*
 * Who owns a basket. Each deposit of dividends mints shares, which every rao of root stake earns alike: BasketRate is their sum per rao.
 * BasketClaimed of a coldkey is what of that it has settled; below zero it is shares that were given to it.
 */

/** A new share must not make a hundredfold of what an emptied basket still has outstanding. */
const STALE_SHARES_LIMIT = 100n

/** Shares for a value that enters a basket worth `before` with `outstanding` shares; 0 where they cannot be priced. */
export function sharesFor(value: bigint, outstanding: bigint, before: bigint): bigint {
  if (outstanding === 0n) return value
  if (before === 0n) return outstanding <= divFloor(value, STALE_SHARES_LIMIT) ? value : 0n
  return saturateU64(mulDivFloor(value, outstanding, before))
}

/** Mints shares of a basket that was worth `before`. One that was worth nothing, with stale shares, begins a new life. */
export function mintShares(state: State, hotkey: Hex, shares: bigint, before: bigint): void {
  if (before === 0n && storage.BasketShares.get(state, hotkey) > 0n) retireDisplay(state, hotkey)
  storage.BasketShares.mutate(state, hotkey, (total) => saturatingAddU64(total, shares))
}

/** Shares that the coldkey may redeem: what its root stake has earned and it has not settled. */
export function owedShares(state: State, hotkey: Hex, coldkey: Hex): bigint {
  const stake = I96F32.fromInt(stakeOf(state, hotkey, coldkey, ROOT_NETUID))
  const earned = I96F32.mul(storage.BasketRate.get(state, hotkey), stake)
  const owed = I96F32.sub(earned, I96F32.fromInt(storage.BasketClaimed.get(state, hotkey, coldkey)))
  return I96F32.toU64(owed)
}

/** Part of `value` that `owed` of all `shares` stands for, floor. */
export const payoutOf = (owed: bigint, value: bigint, shares: bigint): bigint =>
  shares === 0n ? 0n : minBigint(mulDivFloor(owed, value, shares), value)

/** Keeps what a coldkey is owed when its root stake changes by `delta`: only later deposits count for added stake. */
export function rebaseBasketClaim(state: State, hotkey: Hex, coldkey: Hex, delta: bigint): void {
  const rate = storage.BasketRate.get(state, hotkey)
  if (rate === 0n) return
  const earned = (rate * (delta < 0n ? -delta : delta)) >> 32n
  settleShares(state, hotkey, coldkey, delta < 0n ? -earned : earned)
}

/** Counts shares as settled; a negative number gives shares to the coldkey, whatever its root stake. */
export function settleShares(state: State, hotkey: Hex, coldkey: Hex, shares: bigint): void {
  storage.BasketClaimed.mutate(state, hotkey, coldkey, (claimed) =>
    clampBigint(claimed + shares, I128_MIN, I128_MAX),
  )
}
