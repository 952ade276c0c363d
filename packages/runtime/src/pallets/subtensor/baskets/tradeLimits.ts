import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import {
  divCeil,
  minBigint,
  mulDivFloor,
  saturatingAddU64,
  saturatingSubU64,
  U16_MAX,
} from "@taonet/primitives/integers"
import { currentAlphaPrice } from "../../swap/pool.ts"
import { errors, storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { movingAlphaPrice } from "../subnets/prices.ts"
import { allNetuids, ROOT_NETUID } from "../subnets/subnets.ts"
import { holdingOn } from "./holdings.ts"

/*
 * What keeps a validator from trading its stakers' basket away: prices near the usual, so much a day, not too much of one pool, not too
 * much in one place.
 */

/** Blocks in which an empty turnover budget fills up again. */
export const REFILL_BLOCKS = 7_200n
/** Part of the price that a trade may lose, out of 10000. */
const SLIPPAGE = 200n
const WHOLE = 10_000n
const RAO = 1_000_000_000n

/** What counts against the limits: no more than the alpha is worth at the slow moving price, which nobody can push within a block. */
export function guardedValue(state: State, netuid: number, alpha: bigint, value: bigint): bigint {
  if (netuid === ROOT_NETUID) return value
  const usual = U64F64.toU64(U64F64.mul(movingAlphaPrice(state, netuid), U64F64.fromInt(alpha)))
  return minBigint(value, usual)
}

/** TAO in rao that may be traded per refill, of a basket of this guarded value. */
export const turnoverBudget = (state: State, guarded: bigint): bigint =>
  mulDivFloor(guarded, BigInt(storage.BasketDailyTurnoverCap.get(state)), BigInt(U16_MAX))

/** TAO in rao that may be traded now. */
export function turnoverLeft(state: State, hotkey: Hex, budget: bigint): bigint {
  const bucket = storage.BasketTradeBucket.get(state, hotkey)
  if (!bucket) return budget
  const [level, lastTrade] = bucket
  const refilled = mulDivFloor(budget, saturatingSubU64(currentBlock(state), lastTrade), REFILL_BLOCKS)
  return minBigint(budget, saturatingAddU64(level, refilled))
}

/** Raises BasketTurnoverBudgetExceeded. */
export function spendTurnover(state: State, hotkey: Hex, guarded: bigint, tao: bigint): void {
  const left = turnoverLeft(state, hotkey, turnoverBudget(state, guarded))
  ensure(tao <= left, errors.BasketTurnoverBudgetExceeded)
  storage.BasketTradeBucket.set(state, hotkey, [left - tao, currentBlock(state)])
}

/**
 * Limit price of a trade in rao per alpha: 2 % from the slow, the fast or the spot price, whichever is strictest. Raises SlippageTooHigh
 * where one of them is missing or spot is beyond the limit already.
 */
export function tradeLimit(state: State, netuid: number, side: "buy" | "sell"): bigint {
  const slow = movingAlphaPrice(state, netuid)
  const fast = storage.SubnetFastMovingPrice.get(state, netuid) ?? 0n
  ensure(slow > 0n && fast > 0n, errors.SlippageTooHigh)
  const spot = currentAlphaPrice(state, netuid)
  const buys = side === "buy"
  const reference = [fast, spot].reduce((a, b) => ((buys ? b < a : b > a) ? b : a), slow)
  const factor = U64F64.fromInt(buys ? WHOLE + SLIPPAGE : WHOLE - SLIPPAGE)
  const bound = U64F64.safeDiv(U64F64.mul(reference, factor), U64F64.fromInt(WHOLE))
  ensure(buys ? spot <= bound : spot >= bound, errors.SlippageTooHigh)
  return U64F64.toU64(U64F64.mul(bound, U64F64.fromInt(RAO)))
}

/** Raises BasketLiquidityCapExceeded where the basket now holds too much against the pool's alpha. */
export function ensureWithinLiquidityCap(state: State, hotkey: Hex, netuid: number): void {
  if (netuid === ROOT_NETUID) return
  const cap = storage.BasketLiquidityCap.get(state)
  const isWithin = isPart(holdingOn(state, hotkey, netuid), storage.SubnetAlphaIn.get(state, netuid), cap)
  ensure(isWithin, errors.BasketLiquidityCapExceeded)
}

/** Raises BasketConcentrationCapExceeded. There is no cap where there are too few subnets to keep it. */
export function ensureWithinConcentrationCap(state: State, value: bigint, whole: bigint): void {
  const cap = storage.BasketConcentrationCap.get(state)
  const places = divCeil(BigInt(U16_MAX), BigInt(Math.max(cap, 1)))
  if (BigInt(allNetuids(state).length) < places) return
  ensure(isPart(value, whole, cap), errors.BasketConcentrationCapExceeded)
}

/** Whether part / whole is at most cap / 65535. */
const isPart = (part: bigint, whole: bigint, cap: number): boolean =>
  part * BigInt(U16_MAX) <= whole * BigInt(cap)
