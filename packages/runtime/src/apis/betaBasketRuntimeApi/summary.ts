import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturateU64 } from "@taonet/primitives/integers"
import { storage } from "../../pallets/subtensor/storage.ts"
import type { BasketSummary } from "../../pallets/subtensor/types.ts"
import { basketValue, fundHotkeys, holdings, totalValue } from "./holdings.ts"

/** `get_validator_basket_summary`: zeros for a hotkey without a basket. */
export function basketSummary(state: State, hotkey: Hex): BasketSummary {
  const held = holdings(state, hotkey)
  const { nav, spotNav } = totalValue(held)
  return {
    hotkey,
    nav_tao: nav,
    spot_nav_tao: spotNav,
    shares: storage.BasketShares.get(state, hotkey),
    deposited_tao: storage.BasketDepositedTao.get(state, hotkey),
    redeemed_tao: storage.BasketRedeemedTao.get(state, hotkey),
    holdings: held,
  }
}

/** `get_root_basket_total_nav`. */
export const totalNav = (state: State): bigint =>
  saturateU64(fundHotkeys(state).reduce((sum, hotkey) => sum + basketValue(state, hotkey).nav, 0n))
