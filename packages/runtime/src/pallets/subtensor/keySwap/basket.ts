/** What belongs to a root validator's basket follows its hotkey. Reference: claim_root.rs `transfer_basket_for_new_hotkey`. */
import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { I96F32 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { clampBigint, I128_MAX, I128_MIN, saturatingAddU64 } from "@taonet/primitives/integers"
import { basketEscrow } from "../baskets/holdings.ts"
import { errors } from "../errors.ts"
import { decreaseStake, increaseStake, stakeOf, totalHotkeyAlpha } from "../staking/stake.ts"
import { storage } from "../storage.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"

/**
 * Raises NewHotKeyNotCleanForRootSwap where the new hotkey has root stake or a basket of its own: two baskets can not become one without
 * taking from somebody. (The reference also waits for a one-off conversion of old claims, which a chain of this version never has.)
 */
export function ensureCleanOnRoot(state: State, hotkey: Hex): void {
  const [oldClaim] = storage.RootClaimed.keys(state, ROOT_NETUID, hotkey)
  const isClean =
    !storage.BasketRate.has(state, hotkey) &&
    storage.BasketShares.get(state, hotkey) === 0n &&
    totalHotkeyAlpha(state, hotkey, ROOT_NETUID) === 0n &&
    storage.RootClaimable.get(state, hotkey).length === 0 &&
    oldClaim === undefined
  ensure(isClean, errors.NewHotKeyNotCleanForRootSwap)
}

/** Moves shares, rate, display state, what stakers have claimed, queued deposits, and the holdings, by value. */
export function moveBasket(state: State, from: Hex, to: Hex): void {
  for (const amounts of [
    storage.BasketShares,
    storage.BasketDepositedTao,
    storage.BasketRedeemedTao,
  ] as const) {
    const amount = amounts.get(state, from)
    amounts.delete(state, from)
    if (amount !== 0n) amounts.mutate(state, to, (there) => saturatingAddU64(there, amount))
  }
  const rate = storage.BasketRate.get(state, from)
  storage.BasketRate.delete(state, from)
  if (rate !== 0n) storage.BasketRate.mutate(state, to, (there) => I96F32.add(there, rate))
  moveDisplay(state, from, to)

  for (const [[, coldkey], claimed] of [...storage.BasketClaimed.entries(state, from)]) {
    storage.BasketClaimed.delete(state, from, coldkey)
    addClaimed(state, to, coldkey, claimed)
  }
  for (const [[, netuid], alpha] of [...storage.PendingBasketDeposits.entries(state, from)]) {
    storage.PendingBasketDeposits.delete(state, from, netuid)
    storage.PendingBasketDeposits.mutate(state, to, netuid, (there) => saturatingAddU64(there, alpha))
  }
  for (const [, , netuid] of [...storage.AlphaV2.keys(state, from, basketEscrow)]) {
    const alpha = stakeOf(state, from, basketEscrow, netuid)
    if (alpha === 0n) continue
    decreaseStake(state, from, basketEscrow, netuid, alpha)
    increaseStake(state, to, basketEscrow, netuid, alpha)
  }
}

function moveDisplay(state: State, from: Hex, to: Hex): void {
  const baseline = storage.BetaBaseline.get(state, from)
  if (baseline) storage.BetaBaseline.set(state, to, baseline)
  if (storage.BasketTwr.has(state, from)) storage.BasketTwr.set(state, to, storage.BasketTwr.get(state, from))
  const sample = storage.BetaIndexFundSample.get(state, from)
  if (sample) storage.BetaIndexFundSample.set(state, to, sample)
  for (const row of [storage.BetaBaseline, storage.BasketTwr, storage.BetaIndexFundSample] as const)
    row.delete(state, from)
}

/** What a coldkey has claimed of a basket follows it, also without stake: a negative mark is what it is still owed. */
export function moveClaimed(state: State, hotkey: Hex, from: Hex, to: Hex): void {
  const claimed = storage.BasketClaimed.get(state, hotkey, from)
  storage.BasketClaimed.delete(state, hotkey, from)
  if (claimed !== 0n) addClaimed(state, hotkey, to, claimed)
}

const addClaimed = (state: State, hotkey: Hex, coldkey: Hex, claimed: bigint): void =>
  storage.BasketClaimed.mutate(state, hotkey, coldkey, (there) =>
    clampBigint(there + claimed, I128_MIN, I128_MAX),
  )
