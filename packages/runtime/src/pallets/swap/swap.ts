import { ensure, ModuleError } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { storage as subtensor } from "../subtensor/storage.ts"
import { errors } from "./errors.ts"
import { DEFAULT_QUOTE_WEIGHT, priceFromRao } from "./math/balancer.ts"
import { swapStep } from "./math/swapStep.ts"
import { initializePool, isDynamic, MAX_PRICE_RAO, MIN_PRICE_RAO, poolReserves, quoteWeight } from "./pool.ts"
import { storage } from "./storage.ts"

export interface Order {
  /** `buy`: TAO in, alpha out. `sell`: alpha in, TAO out. */
  readonly side: "buy" | "sell"
  /** Gross input in rao, fee included. */
  readonly amount: bigint
  /** Limit in rao per alpha; the widest one when left out. */
  readonly limitPrice?: bigint
  readonly dropFees?: boolean
}

export interface SwapResult {
  /** Input that enters the pool, without the fee. */
  readonly paidIn: bigint
  readonly paidOut: bigint
  /** In the token paid in; all of it belongs to the block's author. */
  readonly fee: bigint
}

export const defaultLimit = (side: Order["side"]): bigint => (side === "buy" ? MAX_PRICE_RAO : MIN_PRICE_RAO)

/**
 * Swaps against a dynamic pool. Sets the pool up on first use; the reserves are the caller's to move by `paidIn` and
 * `paidOut`, and what the limit left over (amount − paidIn − fee) is the caller's to refund.
 * Raises Swap.SwapInputTooLarge, ReservesTooLow, PriceLimitExceeded, InsufficientLiquidity.
 */
export function swap(state: State, netuid: number, order: Order): SwapResult {
  const result = quote(state, netuid, order)
  initializePool(state, netuid)
  const reserves = poolReserves(state, netuid)
  const available = order.side === "buy" ? reserves.alpha : reserves.tao
  ensure(available >= result.paidOut, errors.InsufficientLiquidity)
  return result
}

/**
 * What `swap` would give now; writes nothing. A pool that was never used counts as one with even weights, whatever weight it
 * may have got from injections, as its set-up would store them.
 */
export function quote(state: State, netuid: number, order: Order): SwapResult {
  const { side, amount, limitPrice = defaultLimit(side), dropFees = false } = order
  const ready = storage.PalSwapInitialized.get(state, netuid)
  const reserves = poolReserves(state, netuid)
  const outcome = swapStep({
    side,
    amount,
    reserves,
    quoteWeight: ready ? quoteWeight(state, netuid) : DEFAULT_QUOTE_WEIGHT,
    feeRate: storage.FeeRate.get(state, netuid),
    limitPrice: priceFromRao(limitPrice),
    dropFees,
  })
  if ("error" in outcome && outcome.error === "SwapInputTooLarge")
    throw new ModuleError(errors.SwapInputTooLarge)
  // Its set-up comes before the price is looked at, and fails with an empty side.
  if (!ready) ensure(reserves.tao > 0n && reserves.alpha > 0n, errors.ReservesTooLow)
  if ("error" in outcome) throw new ModuleError(errors[outcome.error])
  const { paidIn, paidOut, fee } = outcome
  return { paidIn, paidOut, fee }
}

/** An order without limit and with its fee as it would be filled now, on any subnet: 1:1 outside the market, 0 on unknown subnets. */
export function simulateSwap(state: State, netuid: number, side: Order["side"], amount: bigint): SwapResult {
  if (isDynamic(state, netuid)) return quote(state, netuid, { side, amount })
  const filled = subtensor.NetworksAdded.get(state, netuid) ? amount : 0n
  return { paidIn: filled, paidOut: filled, fee: 0n }
}

/** `simulateSwap`, or undefined where the pool would refuse the order. */
export function trySimulateSwap(
  state: State,
  netuid: number,
  side: Order["side"],
  amount: bigint,
): SwapResult | undefined {
  try {
    return simulateSwap(state, netuid, side, amount)
  } catch (error) {
    if (error instanceof ModuleError) return undefined
    throw error
  }
}
