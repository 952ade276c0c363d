import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { storage } from "../storage.ts"
import type { LockState } from "../types.ts"
import {
  emptyLock,
  hasNothing,
  isDust,
  type LockKind,
  mergeLocks,
  reduceLock,
  rollLock,
} from "./lockState.ts"

/*
 * The rows of locks. A coldkey has at most one lock on a subnet. Beside it stand sums, each over all locks of one kind for one hotkey:
 * for the owner's hotkey in OwnerLock and DecayingOwnerLock, for others in HotkeyLock and DecayingHotkeyLock.
 */

export const isPerpetual = (state: State, coldkey: Hex, netuid: number): boolean =>
  storage.DecayingLock.get(state, coldkey, netuid) === false

/** Whether this is the owner's hotkey. On a subnet that names none the zero account counts as it, as on the reference chain. */
export const isOwnerHotkey = (state: State, netuid: number, hotkey: Hex): boolean =>
  storage.SubnetOwnerHotkey.get(state, netuid) === hotkey

/** Of what kind a lock of the coldkey for the hotkey is. */
export const kindOfLock = (state: State, coldkey: Hex, netuid: number, hotkey: Hex): LockKind => ({
  perpetual: isPerpetual(state, coldkey, netuid),
  ofOwner: isOwnerHotkey(state, netuid, hotkey),
})

/** The coldkey's lock as stored, with its hotkey. */
export function findLock(
  state: State,
  coldkey: Hex,
  netuid: number,
): { readonly hotkey: Hex; readonly lock: LockState } | undefined {
  for (const [[, , hotkey], lock] of storage.Lock.entries(state, coldkey, netuid)) return { hotkey, lock }
  return undefined
}

/** Stores a lock and its entry in the index by hotkey; removes both when nothing worth mentioning is locked. */
export function writeLock(state: State, coldkey: Hex, netuid: number, hotkey: Hex, lock: LockState): void {
  if (isDust(lock)) removeLock(state, coldkey, netuid, hotkey)
  else {
    storage.LockingColdkeys.set(state, netuid, hotkey, coldkey, undefined)
    storage.Lock.set(state, coldkey, netuid, hotkey, lock)
  }
}

export function removeLock(state: State, coldkey: Hex, netuid: number, hotkey: Hex): void {
  storage.LockingColdkeys.delete(state, netuid, hotkey, coldkey)
  storage.Lock.delete(state, coldkey, netuid, hotkey)
}

/** The sum of the locks of one kind for a hotkey, as stored. */
export function readSum(state: State, netuid: number, hotkey: Hex, kind: LockKind): LockState | undefined {
  if (kind.ofOwner) return (kind.perpetual ? storage.OwnerLock : storage.DecayingOwnerLock).get(state, netuid)
  return (kind.perpetual ? storage.HotkeyLock : storage.DecayingHotkeyLock).get(state, netuid, hotkey)
}

export function writeSum(state: State, netuid: number, hotkey: Hex, kind: LockKind, sum: LockState): void {
  if (kind.ofOwner) {
    const item = kind.perpetual ? storage.OwnerLock : storage.DecayingOwnerLock
    if (hasNothing(sum)) item.delete(state, netuid)
    else item.set(state, netuid, sum)
    return
  }
  const item = kind.perpetual ? storage.HotkeyLock : storage.DecayingHotkeyLock
  if (hasNothing(sum)) item.delete(state, netuid, hotkey)
  else item.set(state, netuid, hotkey, sum)
}

/** The sum rolled to this block; an empty one where none is stored. */
export const rolledSum = (state: State, netuid: number, hotkey: Hex, kind: LockKind): LockState =>
  rollLock(state, readSum(state, netuid, hotkey, kind) ?? emptyLock(state), kind)

/** Counts a lock that comes from elsewhere, conviction included. */
export function addToSum(state: State, netuid: number, hotkey: Hex, kind: LockKind, lock: LockState): void {
  const grown = mergeLocks(rolledSum(state, netuid, hotkey, kind), lock)
  writeSum(state, netuid, hotkey, kind, rollLock(state, grown, kind))
}

/** Takes a lock's mass and conviction out of its sum. */
export function takeFromSum(
  state: State,
  netuid: number,
  hotkey: Hex,
  kind: LockKind,
  part: Pick<LockState, "locked_mass" | "conviction">,
): void {
  writeSum(state, netuid, hotkey, kind, reduceLock(rolledSum(state, netuid, hotkey, kind), part))
}
