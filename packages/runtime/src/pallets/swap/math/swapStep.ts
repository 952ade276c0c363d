import { saturatingAddU64, saturatingMulU64, saturatingSubU64 } from "@taonet/primitives/integers"
import {
  buyInputToPrice,
  buyOutput,
  feeOfGross,
  feeOnNet,
  type Reserves,
  sellInputToPrice,
  sellOutput,
  spotPrice,
} from "./balancer.ts"

/** Smallest reserve that may still pay out (constant `Swap.MinimumReserve`). */
export const MINIMUM_RESERVE = 1_000_000n
/** A net input may be this many times the reserve that it goes into. */
export const MAX_INPUT_RESERVE_MULTIPLE = 1_000n

export interface SwapOrder {
  /** `buy`: TAO in, alpha out. `sell`: alpha in, TAO out. */
  readonly side: "buy" | "sell"
  /** Gross input in rao of the token paid in, fee included. */
  readonly amount: bigint
  readonly reserves: Reserves
  /** Stored quote weight, in parts of 10^18. */
  readonly quoteWeight: bigint
  /** `Swap.FeeRate`, out of 65535. */
  readonly feeRate: number
  /** U64F64 bits; `priceFromRao` makes it of a limit in rao. */
  readonly limitPrice: bigint
  readonly dropFees: boolean
}

/** Names of errors of the Swap pallet, listed in the order in which they are checked. ReservesTooLow is checked again last. */
export type SwapErrorName = "SwapInputTooLarge" | "ReservesTooLow" | "PriceLimitExceeded"

export interface SwapFill {
  /** Input that goes into the pool: without the fee, and less than asked when the limit stopped the order. */
  readonly paidIn: bigint
  readonly paidOut: bigint
  /** In the token paid in, on top of `paidIn`; it never enters the pool. */
  readonly fee: bigint
  readonly priceBefore: bigint
  /** Price that a full fill would lead to. */
  readonly targetPrice: bigint
  readonly hitPriceLimit: boolean
}

export type SwapOutcome = SwapFill | { readonly error: SwapErrorName }

/**
 * One swap against given reserves: what goes in, what comes out, the fee; nothing is changed.
 * The caller moves the reserves by `paidIn` and `paidOut` and refunds amount − paidIn − fee.
 */
export function swapStep(order: SwapOrder): SwapOutcome {
  const { side, amount, reserves, quoteWeight, limitPrice } = order
  const buys = side === "buy"
  const feeRate = order.dropFees ? 0 : order.feeRate
  const fee = feeOfGross(amount, feeRate)
  const net = saturatingSubU64(amount, fee)
  const reserveIn = buys ? reserves.tao : reserves.alpha
  const reserveOut = buys ? reserves.alpha : reserves.tao
  if (net > saturatingMulU64(reserveIn, MAX_INPUT_RESERVE_MULTIPLE)) return { error: "SwapInputTooLarge" }
  if (reserveOut < MINIMUM_RESERVE) return { error: "ReservesTooLow" }
  const priceBefore = spotPrice(reserves, quoteWeight)
  if (buys ? priceBefore >= limitPrice : priceBefore <= limitPrice) return { error: "PriceLimitExceeded" }

  const output = buys ? buyOutput : sellOutput
  const fullOut = output(reserves, quoteWeight, net)
  const targetPrice = spotPrice(moveReserves(order.side, reserves, net, fullOut), quoteWeight)
  if (buys ? targetPrice <= limitPrice : targetPrice >= limitPrice) {
    if (net !== 0n && fullOut === 0n) return { error: "ReservesTooLow" }
    return { paidIn: net, paidOut: fullOut, fee, priceBefore, targetPrice, hitPriceLimit: false }
  }
  const toPrice = buys ? buyInputToPrice : sellInputToPrice
  const paidIn = toPrice(reserveIn, quoteWeight, priceBefore, limitPrice)
  const paidOut = output(reserves, quoteWeight, paidIn)
  if (paidIn !== 0n && paidOut === 0n) return { error: "ReservesTooLow" }
  return { paidIn, paidOut, fee: feeOnNet(paidIn, feeRate), priceBefore, targetPrice, hitPriceLimit: true }
}

/** Reserves after `paidIn` came in and `paidOut` went out; saturating. */
export function moveReserves(
  side: "buy" | "sell",
  { tao, alpha }: Reserves,
  paidIn: bigint,
  paidOut: bigint,
): Reserves {
  return side === "buy"
    ? { tao: saturatingAddU64(tao, paidIn), alpha: saturatingSubU64(alpha, paidOut) }
    : { tao: saturatingSubU64(tao, paidOut), alpha: saturatingAddU64(alpha, paidIn) }
}
