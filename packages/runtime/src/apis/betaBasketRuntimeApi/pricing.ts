import type { State } from "@taonet/frame/state"
import { I96F32, U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { storage } from "../../pallets/subtensor/storage.ts"
import type { BetaPosition, BetaPricing, BetaPricingPage } from "../../pallets/subtensor/types.ts"
import { basketValue, betaOf, fundHotkeys, partOf, type Value } from "./holdings.ts"

/** Most funds on one page; the reference's own bound is not known. */
export const PAGE_MAX = 256

/** `get_beta_index`: levels of all baskets and of their stakers, U64F64 bits; 1 before the first snapshot. */
export function betaIndex(state: State): readonly [bigint, bigint] {
  const snapshot = storage.BetaIndexSnapshot.get(state)
  return snapshot ? [snapshot.bag_level, snapshot.stake_level] : [U64F64.ONE, U64F64.ONE]
}

/** `get_beta_pricing`: undefined for a basket without shares. */
export function betaPricing(state: State, hotkey: Hex): BetaPricing | undefined {
  const shares = storage.BasketShares.get(state, hotkey)
  return shares === 0n ? undefined : pricingOf(state, hotkey, shares, basketValue(state, hotkey))
}

function pricingOf(state: State, hotkey: Hex, shares: bigint, { spotNav }: Value): BetaPricing {
  const { raw, divisor, display } = priceOf(state, hotkey, shares, spotNav)
  const [bagIndex, stakeIndex] = betaIndex(state)
  const twr = storage.BasketTwr.get(state, hotkey)
  const baseline = storage.BetaBaseline.get(state, hotkey)
  return {
    hotkey,
    spot_price: raw,
    display_price: display,
    stake_price: baseline ? U64F64.mul(baseline.tr_splice, twr) : stakeIndex,
    staker_yield: baseline ? U64F64.mul(rateSince(state, hotkey, baseline.rate0), raw) : 0n,
    staker_twr: twr,
    bag_index: bagIndex,
    stake_index: stakeIndex,
    first_block: baseline?.first_block ?? 0n,
    provisional: baseline === undefined,
    spot_nav_tao: spotNav,
    shares,
    display_shares: U64F64.mul(U64F64.fromInt(shares), divisor),
  }
}

/**
 * Raw price is spot value per share. Display units divide it by what it was at the basket's first deposit; a basket without that
 * baseline is shown at the index level.
 */
function priceOf(state: State, hotkey: Hex, shares: bigint, spotNav: bigint) {
  const raw = U64F64.fromRatio(spotNav, shares)
  const baseline = storage.BetaBaseline.get(state, hotkey)
  const found = baseline ? baseline.price_divisor : U64F64.safeDiv(raw, betaIndex(state)[0])
  const divisor = found === 0n ? U64F64.ONE : found
  return { raw, divisor, display: U64F64.safeDiv(raw, divisor) }
}

/** Shares per rao of root stake earned since the baseline, U64F64 bits. */
const rateSince = (state: State, hotkey: Hex, rate0: bigint): bigint =>
  U64F64.saturatingFrom(I96F32, I96F32.sub(storage.BasketRate.get(state, hotkey), rate0))

/** `get_all_beta_pricing`: funds with shares after a hotkey, in storage order; `next` continues. */
export function betaPricingPage(state: State, startAfter: Hex | undefined, limit: number): BetaPricingPage {
  const hotkeys = fundHotkeys(state)
  const from = startAfter === undefined ? 0 : positionAfter(hotkeys, startAfter)
  const pricing: BetaPricing[] = []
  for (const hotkey of hotkeys.slice(from)) {
    if (pricing.length === Math.min(limit, PAGE_MAX)) return { pricing, next: pricing.at(-1)?.hotkey }
    const found = betaPricing(state, hotkey)
    if (found) pricing.push(found)
  }
  return { pricing, next: undefined }
}

/** The cursor's fund may be gone meanwhile: its place in storage order still counts. */
function positionAfter(hotkeys: readonly Hex[], cursor: Hex): number {
  const key = storage.BasketShares.key(cursor)
  const at = hotkeys.findIndex((hotkey) => storage.BasketShares.key(hotkey) > key)
  return at < 0 ? hotkeys.length : at
}

/** `get_beta_position`: undefined without shares or beta. */
export function betaPosition(state: State, hotkey: Hex, coldkey: Hex): BetaPosition | undefined {
  const shares = storage.BasketShares.get(state, hotkey)
  const beta = betaOf(state, hotkey, coldkey)
  if (shares === 0n || beta === 0n) return undefined
  const { nav, spotNav } = basketValue(state, hotkey)
  const { divisor, display } = priceOf(state, hotkey, shares, spotNav)
  return {
    hotkey,
    beta,
    display_beta: U64F64.mul(U64F64.fromInt(beta), divisor),
    display_price: display,
    value_tao: partOf(beta, nav, shares),
    spot_value_tao: partOf(beta, spotNav, shares),
    provisional: !storage.BetaBaseline.has(state, hotkey),
  }
}
