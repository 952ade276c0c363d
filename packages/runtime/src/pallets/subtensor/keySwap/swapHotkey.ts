/**
 * A coldkey replaces one of its hotkeys, on one subnet or on all. Source: behaviour/keys-and-fees.md section 9; reference
 * pallets/subtensor/src/swap/swap_hotkey.rs.
 */
import { ensure } from "@taonet/frame/errors"
import type { PostDispatch } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64 } from "@taonet/primitives/integers"
import { queueThresholdCheck } from "../children/thresholds.ts"
import { constants } from "../constants.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { hotkeyExists, ownsHotkey } from "../keys/hotkeys.ts"
import { createWorkMeter, type WorkMeter } from "../keys/workMeter.ts"
import { coldkeyBalance, recycleTao } from "../staking/tao.ts"
import { storage } from "../storage.ts"
import { isSystemAccount } from "../subnets/accounts.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { allNetuids, ROOT_NETUID, subnetExists } from "../subnets/subnets.ts"
import type { RateLimitKey } from "../types.ts"
import { ensureCleanOnRoot } from "./basket.ts"
import { ensureCollateralCanMove, hasCollateral } from "./collateral.ts"
import { recordHotkeyLineage } from "./lineage.ts"
import { moveLocksToHotkey } from "./locks.ts"
import { type HotkeyMove, moveOnSubnet } from "./moveOnSubnet.ts"
import { renameStakingHotkey, stakePositions } from "./stakePositions.ts"

export interface HotkeySwap {
  readonly coldkey: Hex
  readonly from: Hex
  readonly to: Hex
  /** Undefined: all subnets. */
  readonly netuid: number | undefined
  /** Whether all stake stays on the old hotkey, which then stays owned. */
  readonly keepStake: boolean
}

/**
 * Swaps. What moves stake costs its declared weight; what leaves it, the accesses counted. Raises, in order: SubnetNotExists,
 * NonAssociatedColdKey, NewHotKeyIsSameWithOld, KeepStakeBlockedByCollateral, HotKeyAlreadyRegisteredInSubNet,
 * NewHotKeyNotCleanForRootSwap, ColdkeyCollateralPositionsFull, HotKeySwapOnSubnetIntervalNotPassed, CannotUseSystemAccount (after the
 * payment when all subnets are meant), NotEnoughBalanceToPaySwapHotKey, InsufficientTaoBalance, InvalidChild, ChildParentInconsistency.
 */
export function swapHotkey(state: State, swap: HotkeySwap): PostDispatch {
  const meter = createWorkMeter()
  ensureMaySwap(state, swap, meter)
  const { from, to, netuid, keepStake } = swap
  const move = { from, to, stake: keepStake ? undefined : stakePositions(state, from) }
  copyStamps(state, from, to)
  meter.count(2, 2)
  if (netuid === undefined) swapEverywhere(state, swap, move, meter)
  else swapOnSubnet(state, swap, netuid, move, meter)
  return keepStake ? { weight: meter.weight() } : {}
}

function ensureMaySwap(
  state: State,
  { coldkey, from, to, netuid, keepStake }: HotkeySwap,
  meter: WorkMeter,
): void {
  if (netuid !== undefined) ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  ensure(ownsHotkey(state, coldkey, from), errors.NonAssociatedColdKey)
  const exists = hotkeyExists(state, to)
  ensure(!exists || ownsHotkey(state, coldkey, to), errors.NonAssociatedColdKey)
  meter.count(exists ? 5 : 4, 0)
  ensure(from !== to, errors.NewHotKeyIsSameWithOld)
  const netuids = netuid === undefined ? allNetuids(state) : [netuid]
  if (keepStake) {
    ensure(!hasCollateral(state, from, coldkey, netuids), errors.KeepStakeBlockedByCollateral)
    meter.count(netuids.length, 0)
  }
  ensure(!isRegisteredOn(state, to, netuid), errors.HotKeyAlreadyRegisteredInSubNet)
  if (netuid === undefined || netuid === ROOT_NETUID) ensureCleanOnRoot(state, to)
  if (!keepStake) ensureCollateralCanMove(state, from, to, coldkey, netuids)
}

/** On one subnet any row counts, also one that an earlier swap left and that says no. */
function isRegisteredOn(state: State, hotkey: Hex, netuid: number | undefined): boolean {
  if (netuid !== undefined) return storage.IsNetworkMember.has(state, hotkey, netuid)
  return [...storage.IsNetworkMember.entries(state, hotkey)].some(([, isMember]) => isMember)
}

function swapOnSubnet(
  state: State,
  { coldkey, from, to }: HotkeySwap,
  netuid: number,
  move: HotkeyMove,
  meter: WorkMeter,
): void {
  ensureIntervalPassed(state, netuid, coldkey)
  ensure(!isSystemAccount(to), errors.CannotUseSystemAccount)
  meter.count(5, 0)
  pay(state, coldkey, constants.KeySwapOnSubnetCost.get(state))
  storage.Owner.set(state, to, coldkey)
  meter.count(2, 2)
  const owned = storage.OwnedHotkeys.get(state, coldkey)
  if (!owned.includes(to)) {
    storage.OwnedHotkeys.set(state, coldkey, [...owned, to])
    meter.count(1, 1)
  }
  moveLocksToHotkey(state, [netuid], from, to, meter)
  moveOnSubnet(state, netuid, move, meter)
  record(state, netuid, coldkey, from, to, meter)
  queueThresholdCheck(state, to)
  queueThresholdCheck(state, from)
  events.HotkeySwappedOnSubnet.deposit(state, { coldkey, old_hotkey: from, new_hotkey: to, netuid })
}

function swapEverywhere(
  state: State,
  { coldkey, from, to, keepStake }: HotkeySwap,
  move: HotkeyMove,
  meter: WorkMeter,
): void {
  const netuids = allNetuids(state)
  const taken = netuids.filter((netuid) => takesPart(state, netuid, from))
  const bonded = netuids.filter(
    (netuid) => !taken.includes(netuid) && storage.MinerCollateral.has(state, netuid, from, coldkey),
  )
  for (const netuid of taken) ensureIntervalPassed(state, netuid, coldkey)
  meter.count(2 * netuids.length + 1 + netuids.length, 0)
  pay(state, coldkey, constants.KeySwapCost.get(state))
  meter.count(3, 2)

  moveLocksToHotkey(state, netuids, from, to, meter)
  moveOwnership(state, coldkey, from, to, keepStake)
  meter.count(2, 2)
  for (const netuid of netuids) moveOnSubnet(state, netuid, move, meter)
  for (const type of ["LastTxBlock", "LastTxBlockDelegateTake", "LastTxBlockChildKeyTake"] as const)
    storage.LastRateLimitedBlock.delete(state, { type, value: from })
  meter.count(3, 6)
  if (storage.Delegates.has(state, from)) {
    storage.Delegates.set(state, to, storage.Delegates.get(state, from))
    storage.Delegates.delete(state, from)
    meter.count(2, 2)
  }
  if (move.stake) renameStakingHotkey(state, from, to, move.stake)

  for (const netuid of taken) record(state, netuid, coldkey, from, to, meter)
  for (const netuid of bonded) recordHotkeyLineage(state, netuid, from, to)
  meter.count(bonded.length, 3 * bonded.length)
  queueThresholdCheck(state, to)
  queueThresholdCheck(state, from)
  events.HotkeySwapped.deposit(state, { coldkey, old_hotkey: from, new_hotkey: to })
}

/** A member or a parent; who is somebody's child never asked for it and is not held back by it. */
const takesPart = (state: State, netuid: number, hotkey: Hex): boolean =>
  storage.IsNetworkMember.get(state, hotkey, netuid) ||
  storage.ChildKeys.get(state, hotkey, netuid).length > 0

function moveOwnership(state: State, coldkey: Hex, from: Hex, to: Hex, keepOld: boolean): void {
  ensure(!isSystemAccount(to), errors.CannotUseSystemAccount)
  if (!keepOld) storage.Owner.delete(state, from)
  storage.Owner.set(state, to, coldkey)
  const owned = storage.OwnedHotkeys.get(state, coldkey)
  const all = owned.includes(to) ? owned : [...owned, to]
  storage.OwnedHotkeys.set(state, coldkey, keepOld ? all : all.filter((hotkey) => hotkey !== from))
}

/** A coldkey's first swap on a subnet waits for nothing. */
function ensureIntervalPassed(state: State, netuid: number, coldkey: Hex): void {
  const last = storage.LastHotkeySwapOnNetuid.get(state, netuid, coldkey)
  const free = saturatingAddU64(last, constants.HotkeySwapOnSubnetInterval.get(state))
  ensure(last === 0n || free < currentBlock(state), errors.HotKeySwapOnSubnetIntervalNotPassed)
}

/** Recycles the price. The coldkey must have it, and must keep its existential deposit. */
function pay(state: State, coldkey: Hex, cost: bigint): void {
  ensure(coldkeyBalance(state, coldkey) >= cost, errors.NotEnoughBalanceToPaySwapHotKey)
  recycleTao(state, coldkey, cost)
}

/** The new hotkey waits for its next change of takes as the old one would; nothing to wait for is written too. */
function copyStamps(state: State, from: Hex, to: Hex): void {
  for (const type of ["LastTxBlockDelegateTake", "LastTxBlockChildKeyTake"] as const) {
    const keyOf = (value: Hex): RateLimitKey => ({ type, value })
    storage.LastRateLimitedBlock.set(state, keyOf(to), storage.LastRateLimitedBlock.get(state, keyOf(from)))
  }
}

function record(state: State, netuid: number, coldkey: Hex, from: Hex, to: Hex, meter: WorkMeter): void {
  storage.LastHotkeySwapOnNetuid.set(state, netuid, coldkey, currentBlock(state))
  recordHotkeyLineage(state, netuid, from, to)
  meter.count(1, 4)
}
