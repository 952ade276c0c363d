import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { maxBigint } from "@taonet/primitives/integers"
import { events, storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { basketHoldings, basketValue } from "./holdings.ts"

/*
 * How baskets are shown beside each other, whatever their age: prices are divided by what they were at a basket's birth and start at the
 * level that the index of all baskets has then. Nothing here decides what anybody is paid.
 */

/** The return of a rao of root stake grows with each deposit by what the deposit added to it. */
export function accrueReturn(state: State, hotkey: Hex, value: bigint, rootStake: bigint): void {
  const gain = U64F64.safeDiv(U64F64.fromInt(value), U64F64.fromInt(rootStake))
  storage.BasketTwr.mutate(state, hotkey, (twr) => U64F64.mul(twr, U64F64.add(U64F64.ONE, gain)))
}

/** Forgets the display of a basket whose life is over; the next one is priced anew. */
export function retireDisplay(state: State, hotkey: Hex): void {
  storage.BetaBaseline.delete(state, hotkey)
  storage.BasketTwr.delete(state, hotkey)
  storage.BetaIndexFundSample.delete(state, hotkey)
}

/**
 * Fixes the baseline of a basket after its first shares. It is for ever, so it is priced at what the holdings could be sold for: the spot
 * price of a shallow pool is cheap to push. Without an index or a price it waits for the next shares. Returns how many holdings it valued.
 */
export function stampBaseline(state: State, hotkey: Hex): number {
  const shares = storage.BasketShares.get(state, hotkey)
  const index = storage.BetaIndexSnapshot.get(state)
  if (storage.BetaBaseline.has(state, hotkey) || shares === 0n || !index) return 0
  const valued = basketHoldings(state, hotkey).length
  const raw = rawPrice(basketValue(state, hotkey), shares)
  if (raw === 0n) return valued
  const divisor = U64F64.checkedDiv(raw, index.bag_level) ?? raw
  storage.BetaBaseline.set(state, hotkey, {
    price_divisor: maxBigint(divisor, 1n),
    rate0: storage.BasketRate.get(state, hotkey),
    tr_splice: index.stake_level,
    first_block: currentBlock(state),
  })
  events.BetaBaselineStamped.deposit(state, { hotkey })
  return valued
}

/** TAO per share, U64F64 bits. */
export const rawPrice = (value: bigint, shares: bigint): bigint =>
  U64F64.checkedDiv(U64F64.fromInt(value), U64F64.fromInt(shares)) ?? 0n
