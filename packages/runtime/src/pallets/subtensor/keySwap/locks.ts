/** Conviction locks follow the hotkey they are for and the coldkey whose they are. Reference: staking/lock/lock_key_swaps.rs. */
import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { errors } from "../errors.ts"
import type { WorkMeter } from "../keys/workMeter.ts"
import { ensureAcceptsLockedAlpha } from "../locks/acceptance.ts"
import { emptyLock, type LockKind, rollLock } from "../locks/lockState.ts"
import {
  addToSum,
  isOwnerHotkey,
  isPerpetual,
  kindOfLock,
  readSum,
  removeLock,
  rolledSum,
  takeFromSum,
  writeLock,
  writeSum,
} from "../locks/rows.ts"
import { storage } from "../storage.ts"

/**
 * Moves all locks for a hotkey on these subnets to another one of the same owner; conviction stays. Sums that the new one had are lost, as
 * on the reference chain.
 */
export function moveLocksToHotkey(
  state: State,
  netuids: readonly number[],
  from: Hex,
  to: Hex,
  meter: WorkMeter,
): void {
  for (const netuid of netuids) {
    meter.count(5, 0)
    const wasOfOwner = isOwnerHotkey(state, netuid, from)
    const isOfOwner = wasOfOwner || isOwnerHotkey(state, netuid, to)
    const hasSums =
      storage.HotkeyLock.has(state, netuid, from) || storage.DecayingHotkeyLock.has(state, netuid, from)
    if (!isOfOwner && !hasSums) continue
    moveRows(state, netuid, from, to, { wasOfOwner, isOfOwner }, meter)
    for (const perpetual of [true, false]) {
      const was = { perpetual, ofOwner: wasOfOwner }
      moveSum(state, netuid, from, was, to, { perpetual, ofOwner: isOfOwner })
    }
    meter.count(0, 6)
  }
}

function moveRows(
  state: State,
  netuid: number,
  from: Hex,
  to: Hex,
  { wasOfOwner, isOfOwner }: { readonly wasOfOwner: boolean; readonly isOfOwner: boolean },
  meter: WorkMeter,
): void {
  for (const [, , coldkey] of [...storage.LockingColdkeys.keys(state, netuid, from)]) {
    const lock = storage.Lock.get(state, coldkey, netuid, from)
    removeLock(state, coldkey, netuid, from)
    meter.count(1, lock ? 2 : 1)
    if (!lock) continue
    const perpetual = isPerpetual(state, coldkey, netuid)
    const rolled = rollLock(state, lock, { perpetual, ofOwner: wasOfOwner })
    writeLock(state, coldkey, netuid, to, rollLock(state, rolled, { perpetual, ofOwner: isOfOwner }))
  }
}

function moveSum(state: State, netuid: number, from: Hex, was: LockKind, to: Hex, is: LockKind): void {
  if (!readSum(state, netuid, from, was)) return
  const sum = rolledSum(state, netuid, from, was)
  writeSum(state, netuid, from, was, emptyLock(state))
  writeSum(state, netuid, to, is, rollLock(state, sum, is))
}

/**
 * Moves all locks of a coldkey to another, with its choice between lasting and fading ones and its account flags. Raises
 * ActiveLockExists when the new one has a lock of its own, AccountRejectsLockedAlpha.
 */
export function moveLocksToColdkey(state: State, from: Hex, to: Hex): void {
  for (const { lock } of locksOf(state, to)) ensure(lock.locked_mass === 0n, errors.ActiveLockExists)
  const locks = locksOf(state, from)
  for (const { lock } of locks) ensureAcceptsLockedAlpha(state, to, lock.locked_mass)
  for (const { netuid, hotkey, kind, lock } of locks) {
    removeLock(state, from, netuid, hotkey)
    takeFromSum(state, netuid, hotkey, kind, lock)
  }
  for (const [[, netuid], decays] of [...storage.DecayingLock.entries(state, from)]) {
    storage.DecayingLock.delete(state, from, netuid)
    storage.DecayingLock.set(state, to, netuid, decays)
  }
  moveFlags(state, from, to)
  for (const { netuid, hotkey, kind, lock } of locks) {
    const rolled = rollLock(state, lock, kind)
    writeLock(state, to, netuid, hotkey, rolled)
    addToSum(state, netuid, hotkey, kindOfLock(state, to, netuid, hotkey), rolled)
  }
}

/** The coldkey's locks at this block. */
const locksOf = (state: State, coldkey: Hex) =>
  [...storage.Lock.entries(state, coldkey)].map(([[, netuid, hotkey], stored]) => {
    const kind = kindOfLock(state, coldkey, netuid, hotkey)
    return { netuid, hotkey, kind, lock: rollLock(state, stored, kind) }
  })

/** The old coldkey's flags replace the new one's; no flags are no row. */
function moveFlags(state: State, from: Hex, to: Hex): void {
  const flags = storage.AccountFlags.get(state, from)
  storage.AccountFlags.delete(state, from)
  if (flags !== 0n) storage.AccountFlags.set(state, to, flags)
  else storage.AccountFlags.delete(state, to)
}
