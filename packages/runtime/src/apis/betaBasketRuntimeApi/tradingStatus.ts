import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64 } from "@taonet/primitives/integers"
import {
  guardedValue,
  REFILL_BLOCKS,
  turnoverBudget,
  turnoverLeft,
} from "../../pallets/subtensor/baskets/tradeLimits.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import type { BasketTradingStatus } from "../../pallets/subtensor/types.ts"
import { holdings } from "./holdings.ts"

/** `get_basket_trading_status`. */
export function tradingStatus(state: State, hotkey: Hex): BasketTradingStatus {
  const guarded = holdings(state, hotkey).reduce(
    (sum, { netuid, alpha, realizable_tao }) =>
      saturatingAddU64(sum, guardedValue(state, netuid, alpha, realizable_tao)),
    0n,
  )
  const budget = turnoverBudget(state, guarded)
  return {
    enabled: storage.BasketTradingEnabled.get(state),
    frozen: storage.BasketTradingFrozen.has(state, hotkey),
    refill_blocks: REFILL_BLOCKS,
    tao_available: turnoverLeft(state, hotkey, budget),
    budget_tao: budget,
  }
}
