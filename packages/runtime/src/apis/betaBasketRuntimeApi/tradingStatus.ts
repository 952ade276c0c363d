import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import {
  minBigint,
  mulDivFloor,
  saturatingAddU64,
  saturatingSubU64,
  U16_MAX,
} from "@taonet/primitives/integers"
import { storage } from "../../pallets/subtensor/storage.ts"
import { currentBlock } from "../../pallets/subtensor/subnets/currentBlock.ts"
import { movingAlphaPrice } from "../../pallets/subtensor/subnets/prices.ts"
import { ROOT_NETUID } from "../../pallets/subtensor/subnets/subnets.ts"
import type { BasketHolding, BasketTradingStatus } from "../../pallets/subtensor/types.ts"
import { holdings } from "./holdings.ts"

/** Blocks in which an empty turnover budget fills up again. */
const REFILL_BLOCKS = 7200n

/** `get_basket_trading_status`. */
export function tradingStatus(state: State, hotkey: Hex): BasketTradingStatus {
  const guarded = holdings(state, hotkey).reduce(
    (sum, holding) => saturatingAddU64(sum, guardedValue(state, holding)),
    0n,
  )
  const budget = mulDivFloor(guarded, BigInt(storage.BasketDailyTurnoverCap.get(state)), BigInt(U16_MAX))
  return {
    enabled: storage.BasketTradingEnabled.get(state),
    frozen: storage.BasketTradingFrozen.has(state, hotkey),
    refill_blocks: REFILL_BLOCKS,
    tao_available: available(state, hotkey, budget),
    budget_tao: budget,
  }
}

/** The smaller of what a holding could be sold for and what it is worth at the moving price: spikes do not raise the budget. */
function guardedValue(state: State, { netuid, alpha, realizable_tao }: BasketHolding): bigint {
  if (netuid === ROOT_NETUID) return realizable_tao
  const smoothed = U64F64.toU64(U64F64.mul(movingAlphaPrice(state, netuid), U64F64.fromInt(alpha)))
  return minBigint(realizable_tao, smoothed)
}

function available(state: State, hotkey: Hex, budget: bigint): bigint {
  const bucket = storage.BasketTradeBucket.get(state, hotkey)
  if (!bucket) return budget
  const [level, lastTrade] = bucket
  const refilled = mulDivFloor(budget, saturatingSubU64(currentBlock(state), lastTrade), REFILL_BLOCKS)
  return minBigint(budget, level + refilled)
}
