/**
 * Root dividends: alpha of many subnets that goes into one basket per root validator instead of to its stakers. The basket is a set of
 * stake positions of the escrow coldkey; root stakers own it in proportion to what their stake earned (staking.md section 9).
 * Here: deposits and the claims' bookkeeping. Claiming, trading and the price index are other work.
 */
import { attempt, DispatchFailure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { bytesToKey, keyToBytes, utf8 } from "@taonet/primitives/bytes"
import { I96F32 } from "@taonet/primitives/fixed/formats"
import { type Hex, toHex } from "@taonet/primitives/hex"
import {
  clampBigint,
  divFloor,
  I128_MAX,
  I128_MIN,
  mulDivFloor,
  saturateU64,
  saturatingAddU64,
  saturatingSubU64,
} from "@taonet/primitives/integers"
import { recycleAlpha } from "../../alphaAssets/issuance.ts"
import { isDynamic, taoWorth } from "../../swap/pool.ts"
import { quote } from "../../swap/swap.ts"
import { events } from "../events.ts"
import { uidOf } from "../neurons/uids.ts"
import { storage } from "../storage.ts"
import { ROOT_NETUID, subnetExists } from "../subnets/subnets.ts"
import { increaseStake, stakeOf, totalHotkeyAlpha } from "./stake.ts"

/** Coldkey of all baskets' positions; nobody has its key. */
export const basketEscrow: Hex = toHex(utf8("modlsubtensrbeta/esc")).padEnd(66, "0") as Hex

/** A new share must not make a hundredfold of what an emptied basket still has outstanding. */
const STALE_SHARES_LIMIT = 100n

/** Keeps what a coldkey is owed when its root stake changes by `delta`: only later deposits count for added stake. */
export function rebaseBasketClaim(state: State, hotkey: Hex, coldkey: Hex, delta: bigint): void {
  const rate = storage.BasketRate.get(state, hotkey)
  if (rate === 0n) return
  const earned = (rate * (delta < 0n ? -delta : delta)) >> 32n
  storage.BasketClaimed.mutate(state, hotkey, coldkey, (claimed) =>
    clampBigint(claimed + (delta < 0n ? -earned : earned), I128_MIN, I128_MAX),
  )
}

/** TAO in rao that selling the alpha would give, fee free; 0 where the pool refuses it. */
export function realizableValue(state: State, netuid: number, alpha: bigint): bigint {
  if (netuid === ROOT_NETUID || !isDynamic(state, netuid)) return alpha
  try {
    return quote(state, netuid, { side: "sell", amount: alpha, dropFees: true }).paidOut
  } catch (error) {
    if (error instanceof DispatchFailure) return 0n
    throw error
  }
}

/** TAO in rao that all positions of a hotkey's basket would give. */
export function basketValue(state: State, hotkey: Hex): bigint {
  let total = 0n
  for (const [, , netuid] of storage.AlphaV2.keys(state, hotkey, basketEscrow)) {
    const alpha = stakeOf(state, hotkey, basketEscrow, netuid)
    if (alpha > 0n) total = saturatingAddU64(total, realizableValue(state, netuid, alpha))
  }
  return total
}

/**
 * Puts the hotkey's queued dividends into its basket. Those too small to be worth it stay queued; those of a dissolved subnet or of a
 * hotkey that left root, and those that nobody would own, are recycled. Never fails.
 */
export function flushBasketDeposits(state: State, hotkey: Hex): void {
  const batch: Deposit[] = []
  const threshold = I96F32.toU64(storage.RootClaimableThreshold.get(state, ROOT_NETUID))
  const onRoot = uidOf(state, ROOT_NETUID, hotkey) !== undefined
  for (const [[, netuid], alpha] of [...storage.PendingBasketDeposits.entries(state, hotkey)]) {
    const lost = !onRoot || !subnetExists(state, netuid)
    if (!lost && taoWorth(state, netuid, alpha) < threshold) continue
    storage.PendingBasketDeposits.delete(state, hotkey, netuid)
    if (lost) recycleAlpha(state, netuid, alpha)
    else batch.push({ netuid, alpha })
  }
  if (batch.length === 0) return
  const deposited = attempt(state, () => {
    if (!depositIntoBasket(state, hotkey, batch)) throw new DispatchFailure({ type: "Other" })
  })
  if (!deposited.ok) for (const { netuid, alpha } of batch) recycleAlpha(state, netuid, alpha)
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

interface Deposit {
  readonly netuid: number
  readonly alpha: bigint
}

/** Returns false when the deposit would give no shares to anybody: the caller rolls back. */
function depositIntoBasket(state: State, hotkey: Hex, batch: readonly Deposit[]): boolean {
  const escrowed = stakeOf(state, hotkey, basketEscrow, ROOT_NETUID)
  const base = saturatingSubU64(totalHotkeyAlpha(state, hotkey, ROOT_NETUID), escrowed)
  if (base === 0n) return false
  const before = basketValue(state, hotkey)
  let value = 0n
  for (const { netuid, alpha } of batch)
    value = saturatingAddU64(value, addHolding(state, hotkey, netuid, alpha))

  const outstanding = storage.BasketShares.get(state, hotkey)
  const shares = sharesFor(mulDivFloor(value, base, base + escrowed), outstanding, before)
  const rate = I96F32.fromRatio(shares, base)
  if (shares === 0n || rate === 0n) return false
  storage.BasketShares.set(state, hotkey, saturatingAddU64(outstanding, shares))
  storage.BasketRate.mutate(state, hotkey, (total) => I96F32.add(total, rate))
  storage.BasketDepositedTao.mutate(state, hotkey, (total) => saturatingAddU64(total, value))
  events.BasketDeposited.deposit(state, { hotkey, tao: value, shares })
  return true
}

/** Adds to a holding and returns by how much its realizable value grew. */
function addHolding(state: State, hotkey: Hex, netuid: number, alpha: bigint): bigint {
  const worth = () => realizableValue(state, netuid, stakeOf(state, hotkey, basketEscrow, netuid))
  const before = worth()
  increaseStake(state, hotkey, basketEscrow, netuid, alpha)
  return saturatingSubU64(worth(), before)
}

function sharesFor(value: bigint, outstanding: bigint, basketBefore: bigint): bigint {
  if (outstanding === 0n) return value
  if (basketBefore === 0n) return outstanding <= divFloor(value, STALE_SHARES_LIMIT) ? value : 0n
  return saturateU64(mulDivFloor(value, outstanding, basketBefore))
}
