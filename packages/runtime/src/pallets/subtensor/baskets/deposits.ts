import { attempt, DispatchFailure, ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { I96F32 } from "@taonet/primitives/fixed/formats"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { mulDivFloor, saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { recycleAlpha } from "../../alphaAssets/issuance.ts"
import { taoWorth } from "../../swap/pool.ts"
import { isRegistered } from "../neurons/uids.ts"
import { errors, events, storage } from "../schema.ts"
import { decreaseStake, increaseStake, totalHotkeyAlpha } from "../staking/stake.ts"
import { ROOT_NETUID, subnetExists } from "../subnets/subnets.ts"
import { accrueReturn, stampBaseline } from "./display.ts"
import { basketEscrow, basketHoldings, holdingOn, saleValue, totalValue, valuedHoldings } from "./holdings.ts"
import { mintShares, sharesFor } from "./shares.ts"

/*
 * Root dividends do not go to their stakers at once: epochs queue them, and they enter the hotkey's basket when somebody touches it or its
 * turn comes. The alpha itself is credited; nothing is traded.
 */

interface Deposit {
  readonly netuid: number
  readonly alpha: bigint
}

/**
 * Puts the hotkey's queued dividends into its basket. Those too small to be worth it stay queued; those of a dissolved subnet or of a
 * hotkey that left root, and those that nobody would own, are recycled. What was due and did not get in is queued again.
 */
export function flushBasketDeposits(state: State, hotkey: Hex): BasketFlush {
  const due: Deposit[] = []
  let valuations = 0
  const threshold = I96F32.toU64(storage.RootClaimableThreshold.get(state, ROOT_NETUID))
  const onRoot = isRegistered(state, ROOT_NETUID, hotkey)
  for (const [[, netuid], alpha] of [...storage.PendingBasketDeposits.entries(state, hotkey)]) {
    valuations++
    const isLost = !onRoot || !subnetExists(state, netuid)
    if (!isLost && taoWorth(state, netuid, alpha) < threshold) continue
    storage.PendingBasketDeposits.delete(state, hotkey, netuid)
    if (isLost) recycleAlpha(state, netuid, alpha)
    else due.push({ netuid, alpha })
  }
  if (due.length > 0) valuations += depositAll(state, hotkey, due)
  const isSettled = !due.some(({ netuid }) => storage.PendingBasketDeposits.has(state, hotkey, netuid))
  return { isSettled, valuations }
}

export interface BasketFlush {
  /** Whether what was due got in. */
  readonly isSettled: boolean
  /** Holdings and queued deposits that were valued, which is what it costs. */
  readonly valuations: number
}

/** Before root stake of the hotkey changes. Raises BasketDepositPending: later stake must have no part in what is still queued. */
export function settleBasketDeposits(state: State, hotkey: Hex): void {
  ensure(flushBasketDeposits(state, hotkey).isSettled, errors.BasketDepositPending)
}

/**
 * One step of the per-block flush: the next queued hotkey in storage order. At the end of the queue it starts over with the next
 * block and flushes nothing in this one.
 */
export function flushNextBasket(state: State): void {
  const prefix = storage.PendingBasketDeposits.prefix()
  const cursor = storage.PendingBasketFlushCursor.get(state)
  const [next] = state.keys(prefix, cursor === undefined ? undefined : bytesToKey(cursor))
  if (next === undefined) {
    if (cursor !== undefined) storage.PendingBasketFlushCursor.delete(state)
    return
  }
  const hotkey = toHex(keyToBytes(next.slice(prefix.length + HASH_LENGTH, prefix.length + HASH_LENGTH + 32)))
  const rows = [...state.keys(storage.PendingBasketDeposits.prefix(hotkey))]
  storage.PendingBasketFlushCursor.set(state, keyToBytes(rows.at(-1) ?? next))
  flushBasketDeposits(state, hotkey)
}
/** blake2_128_concat puts this many bytes before the key. */
const HASH_LENGTH = 16

/** Together, or if that fails one by one: a bad subnet must not hold up the others. Returns how many holdings and deposits it valued. */
function depositAll(state: State, hotkey: Hex, deposits: readonly Deposit[]): number {
  const claimants = claimantStake(state, hotkey)
  if (claimants === 0n) {
    for (const { netuid, alpha } of deposits) recycleAlpha(state, netuid, alpha)
    return 0
  }
  const valuations = basketHoldings(state, hotkey).length + 2 * deposits.length
  if (attempt(state, () => deposit(state, hotkey, deposits, claimants)).ok)
    return valuations + stampBaseline(state, hotkey)
  if (deposits.length > 1)
    return deposits.reduce((sum, single) => sum + depositAll(state, hotkey, [single]), valuations)
  for (const { netuid, alpha } of deposits)
    storage.PendingBasketDeposits.mutate(state, hotkey, netuid, (queued) => saturatingAddU64(queued, alpha))
  return valuations
}

/** Root stake of the hotkey that earns shares: all but the basket's own. */
const claimantStake = (state: State, hotkey: Hex): bigint =>
  saturatingSubU64(totalHotkeyAlpha(state, hotkey, ROOT_NETUID), holdingOn(state, hotkey, ROOT_NETUID))

/** Raises a failure where the deposit would give no shares to anybody. */
function deposit(state: State, hotkey: Hex, deposits: readonly Deposit[], claimants: bigint): void {
  const before = totalValue(valuedHoldings(state, hotkey))
  const added = deposits.map(({ netuid, alpha }) => addToHolding(state, hotkey, netuid, alpha))
  if (added.every((value) => value === undefined)) return
  const value = added.reduce<bigint>((sum, part) => saturatingAddU64(sum, part ?? 0n), 0n)

  // The dividend was earned by the basket's own root position too: that part goes to all shares alike.
  const all = saturatingAddU64(claimants, holdingOn(state, hotkey, ROOT_NETUID))
  const stakersValue = mulDivFloor(value, claimants, all)
  const shares = sharesFor(stakersValue, storage.BasketShares.get(state, hotkey), before)
  const rate = I96F32.fromRatio(shares, claimants)
  if (shares === 0n || rate === 0n) throw new DispatchFailure({ type: "Other" })
  mintShares(state, hotkey, shares, before)
  storage.BasketRate.mutate(state, hotkey, (total) => I96F32.add(total, rate))
  accrueReturn(state, hotkey, stakersValue, claimants)
  storage.BasketDepositedTao.mutate(state, hotkey, (total) => saturatingAddU64(total, value))
  events.BasketDeposited.deposit(state, { hotkey, tao: value, shares })
}

/** Returns by how much the holding's value grew; undefined, and the alpha recycled, where the pool will never buy any. */
function addToHolding(state: State, hotkey: Hex, netuid: number, alpha: bigint): bigint | undefined {
  const held = holdingOn(state, hotkey, netuid)
  const before = saleValue(state, netuid, held)
  if (before === undefined) {
    recycleAlpha(state, netuid, alpha)
    return undefined
  }
  increaseStake(state, hotkey, basketEscrow, netuid, alpha)
  const heldAfter = holdingOn(state, hotkey, netuid)
  const after = saleValue(state, netuid, heldAfter)
  if (after !== undefined) return saturatingSubU64(after, before)
  decreaseStake(state, hotkey, basketEscrow, netuid, saturatingSubU64(heldAfter, held))
  recycleAlpha(state, netuid, alpha)
  return undefined
}
