import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint, saturatingAddU64 } from "@taonet/primitives/integers"
import { basketHoldings, realizableValue } from "../../pallets/subtensor/baskets/holdings.ts"
import { owedShares, payoutOf } from "../../pallets/subtensor/baskets/shares.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import { ROOT_NETUID } from "../../pallets/subtensor/subnets/subnets.ts"
import type { BasketHolding } from "../../pallets/subtensor/types.ts"
import { isDynamic, taoWorth } from "../../pallets/swap/pool.ts"

/** What a validator's basket holds, by netuid; on root it is TAO. Values in rao of TAO. */
export const holdings = (state: State, hotkey: Hex): BasketHolding[] =>
  basketHoldings(state, hotkey).map(({ netuid, alpha }) => ({
    netuid,
    alpha,
    spot_tao: spot(state, netuid, alpha),
    realizable_tao: realizableValue(state, netuid, alpha),
  }))

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
export const betaOf = (state: State, hotkey: Hex, coldkey: Hex): bigint =>
  minBigint(owedShares(state, hotkey, coldkey), storage.BasketShares.get(state, hotkey))

export const partOf = payoutOf

/** Hotkeys with a row in BasketShares, in storage order. */
export const fundHotkeys = (state: State): Hex[] =>
  [...storage.BasketShares.keys(state)].map(([hotkey]) => hotkey)
