import { DispatchFailure, ModuleError } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { utf8 } from "@taonet/primitives/bytes"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { minBigint, saturatingAddU64 } from "@taonet/primitives/integers"
import { MAX_INPUT_RESERVE_MULTIPLE } from "../../swap/math/swapStep.ts"
import { isDynamic, poolReserves } from "../../swap/pool.ts"
import { constants as swap, errors as swapErrors } from "../../swap/schema.ts"
import { quote } from "../../swap/swap.ts"
import { stakeOf } from "../staking/stake.ts"
import { storage } from "../storage.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"

/*
 * A root validator's basket: what its root stakers own together. It is a set of stake positions of one coldkey that nobody has the key
 * of; on root the position is TAO. Its value is what selling all of it would give.
 */

/** Coldkey of all baskets' positions. */
export const basketEscrow: Hex = toHex(utf8("modlsubtensrbeta/esc")).padEnd(66, "0") as Hex

export interface Holding {
  readonly netuid: number
  /** Alpha in rao; TAO on root. */
  readonly alpha: bigint
}

/** What a hotkey's basket holds, in storage order. */
export function basketHoldings(state: State, hotkey: Hex): Holding[] {
  return [...storage.AlphaV2.keys(state, hotkey, basketEscrow)].flatMap(([, , netuid]) => {
    const alpha = stakeOf(state, hotkey, basketEscrow, netuid)
    return alpha > 0n ? [{ netuid, alpha }] : []
  })
}

export const holdingOn = (state: State, hotkey: Hex, netuid: number): bigint =>
  stakeOf(state, hotkey, basketEscrow, netuid)

/**
 * TAO in rao that selling the alpha would give, without fee. Undefined for a pool so shallow that it will never buy any: such a holding is
 * written off. Raises the Swap pallet's errors where it fails for another reason.
 */
export function saleValue(state: State, netuid: number, alpha: bigint): bigint | undefined {
  if (alpha === 0n || netuid === ROOT_NETUID || !isDynamic(state, netuid)) return alpha
  const reserves = poolReserves(state, netuid)
  if (reserves.tao < swap.MinimumReserve.get(state) || reserves.alpha === 0n) return undefined
  // What is sold beyond that finds an empty pool.
  return quoteSale(state, netuid, minBigint(alpha, reserves.alpha * MAX_INPUT_RESERVE_MULTIPLE))
}

/** The same for showing: 0 where there is no price. */
export function realizableValue(state: State, netuid: number, alpha: bigint): bigint {
  try {
    return saleValue(state, netuid, alpha) ?? 0n
  } catch (error) {
    if (error instanceof DispatchFailure) return 0n
    throw error
  }
}

/** TAO in rao that all of a basket would give. */
export const basketValue = (state: State, hotkey: Hex): bigint =>
  basketHoldings(state, hotkey).reduce(
    (total, { netuid, alpha }) => saturatingAddU64(total, realizableValue(state, netuid, alpha)),
    0n,
  )

export interface ValuedHolding extends Holding {
  /** 0 for one that nobody will ever buy. */
  readonly value: bigint
  readonly isWorthless: boolean
}

/** The holdings with their values, for moving them. Raises the Swap pallet's errors. */
export const valuedHoldings = (state: State, hotkey: Hex): ValuedHolding[] =>
  basketHoldings(state, hotkey).map(({ netuid, alpha }) => {
    const value = saleValue(state, netuid, alpha)
    return { netuid, alpha, value: value ?? 0n, isWorthless: value === undefined }
  })

export const totalValue = (holdings: readonly { readonly value: bigint }[]): bigint =>
  holdings.reduce((total, { value }) => saturatingAddU64(total, value), 0n)

/** Alpha too little to give a rao is worth nothing, but may be sold together with more. */
function quoteSale(state: State, netuid: number, alpha: bigint): bigint {
  try {
    return quote(state, netuid, { side: "sell", amount: alpha, dropFees: true }).paidOut
  } catch (error) {
    if (error instanceof ModuleError && error.def === swapErrors.ReservesTooLow) return 0n
    throw error
  }
}
