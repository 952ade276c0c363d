import type { State } from "@taonet/frame/state"
import { I96F32 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint, mulDivFloor, saturatingAddU64 } from "@taonet/primitives/integers"
import { basketEscrow, realizableValue } from "../../pallets/subtensor/staking/baskets.ts"
import { stakeOf } from "../../pallets/subtensor/staking/stake.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import { ROOT_NETUID } from "../../pallets/subtensor/subnets/subnets.ts"
import type { BasketHolding } from "../../pallets/subtensor/types.ts"
import { isDynamic, taoWorth } from "../../pallets/swap/pool.ts"
import { positions } from "../shared/shares.ts"

/** What a validator's basket holds, by netuid; on root it is TAO. Values in rao of TAO. */
export function holdings(state: State, hotkey: Hex): BasketHolding[] {
  return positions(state, hotkey, basketEscrow).flatMap((netuid) => {
    const alpha = stakeOf(state, hotkey, basketEscrow, netuid)
    if (alpha === 0n) return []
    const realizable_tao = realizableValue(state, netuid, alpha)
    return [{ netuid, alpha, spot_tao: spot(state, netuid, alpha), realizable_tao }]
  })
}

const spot = (state: State, netuid: number, alpha: bigint): bigint =>
  netuid === ROOT_NETUID || !isDynamic(state, netuid) ? alpha : taoWorth(state, netuid, alpha)

/** A basket's value: what its holdings could be sold for, and what they are worth at spot prices. Rao. */
export interface Value {
  readonly nav: bigint
  readonly spotNav: bigint
}

export function totalValue(held: readonly BasketHolding[]): Value {
  let nav = 0n
  let spotNav = 0n
  for (const { realizable_tao, spot_tao } of held) {
    nav = saturatingAddU64(nav, realizable_tao)
    spotNav = saturatingAddU64(spotNav, spot_tao)
  }
  return { nav, spotNav }
}

export const basketValue = (state: State, hotkey: Hex): Value => totalValue(holdings(state, hotkey))

/** Basket shares ("beta") that a coldkey may redeem: what its root stake earned and it has not yet settled. */
export function betaOf(state: State, hotkey: Hex, coldkey: Hex): bigint {
  const rootStake = I96F32.fromInt(stakeOf(state, hotkey, coldkey, ROOT_NETUID))
  const earned = I96F32.mul(storage.BasketRate.get(state, hotkey), rootStake)
  const claimed = I96F32.fromInt(storage.BasketClaimed.get(state, hotkey, coldkey))
  const owed = I96F32.toU64(I96F32.sub(earned, claimed))
  return minBigint(owed, storage.BasketShares.get(state, hotkey))
}

/** Part of `value` that `beta` of all `shares` stands for, floor. */
export const partOf = (beta: bigint, value: bigint, shares: bigint): bigint =>
  shares === 0n ? 0n : minBigint(mulDivFloor(beta, value, shares), value)

/** Hotkeys with a row in BasketShares, in storage order. */
export const fundHotkeys = (state: State): Hex[] =>
  [...storage.BasketShares.keys(state)].map(([hotkey]) => hotkey)
