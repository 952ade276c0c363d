import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64 } from "@taonet/primitives/integers"
import { storage } from "../../pallets/subtensor/storage.ts"
import type { BasketPosition } from "../../pallets/subtensor/types.ts"
import { basketValue, betaOf, partOf } from "./holdings.ts"

/** `get_basket_payout`: rao that redeeming all of a coldkey's beta would bring. */
export function basketPayout(state: State, hotkey: Hex, coldkey: Hex): bigint {
  const beta = betaOf(state, hotkey, coldkey)
  if (beta === 0n) return 0n
  return partOf(beta, basketValue(state, hotkey).nav, storage.BasketShares.get(state, hotkey))
}

/** `get_root_basket_owed`: that of all hotkeys on which the coldkey has stake. */
export const rootBasketOwed = (state: State, coldkey: Hex): bigint =>
  storage.StakingHotkeys.get(state, coldkey).reduce(
    (sum, hotkey) => saturatingAddU64(sum, basketPayout(state, hotkey, coldkey)),
    0n,
  )

/** `get_basket_position`: undefined without beta. */
export function basketPosition(state: State, hotkey: Hex, coldkey: Hex): BasketPosition | undefined {
  const beta = betaOf(state, hotkey, coldkey)
  if (beta === 0n) return undefined
  const shares = storage.BasketShares.get(state, hotkey)
  const { nav, spotNav } = basketValue(state, hotkey)
  return {
    hotkey,
    beta,
    beta_total: shares,
    nav_tao: nav,
    value_tao: partOf(beta, nav, shares),
    spot_value_tao: partOf(beta, spotNav, shares),
  }
}

/** `get_root_basket_positions`: (hotkey, beta, payout) where there is beta. */
export const rootBasketPositions = (state: State, coldkey: Hex): (readonly [Hex, bigint, bigint])[] =>
  rootBasketPortfolio(state, coldkey).map(({ hotkey, beta, value_tao }) => [hotkey, beta, value_tao])

/** `get_root_basket_portfolio`. */
export const rootBasketPortfolio = (state: State, coldkey: Hex): BasketPosition[] =>
  overStakingHotkeys(state, coldkey, (hotkey) => basketPosition(state, hotkey, coldkey))

/** What `read` finds for the hotkeys of a coldkey, in stored order. */
export const overStakingHotkeys = <T>(
  state: State,
  coldkey: Hex,
  read: (hotkey: Hex) => T | undefined,
): T[] =>
  storage.StakingHotkeys.get(state, coldkey).flatMap((hotkey) => {
    const found = read(hotkey)
    return found === undefined ? [] : [found]
  })
