import { attempt, ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64 } from "@taonet/primitives/integers"
import { hotkeyExists } from "../keys/hotkeys.ts"
import { errors, events, storage } from "../schema.ts"
import { coldkeyStakeOn } from "../staking/stake.ts"
import { subnetExists } from "../subnets/subnets.ts"
import { rollWithSum, saveWithSum } from "./lockModel.ts"
import { emptyLock, mergeLocks, rollLock } from "./lockState.ts"
import { findLock } from "./rows.ts"

/**
 * Locks alpha of a coldkey on a subnet for a hotkey, or more of it. The alpha may stand on any hotkey. Raises SubnetNotExists,
 * AmountTooLow, HotKeyAccountNotExists, LockHotkeyMismatch, InsufficientStakeForLock, in this order.
 */
export function lockStake(state: State, coldkey: Hex, netuid: number, hotkey: Hex, amount: bigint): void {
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  ensure(amount > 0n, errors.AmountTooLow)
  ensure(hotkeyExists(state, hotkey), errors.HotKeyAccountNotExists)
  const existing = findLock(state, coldkey, netuid)
  ensure(!existing || existing.hotkey === hotkey, errors.LockHotkeyMismatch)

  const { kind, lock, sum } = rollWithSum(state, coldkey, netuid, hotkey)
  const locked_mass = saturatingAddU64(lock.locked_mass, amount)
  ensure(coldkeyStakeOn(state, coldkey, netuid) >= locked_mass, errors.InsufficientStakeForLock)
  const added = { ...emptyLock(state), locked_mass: amount }
  saveWithSum(state, coldkey, netuid, {
    hotkey,
    kind,
    lock: rollLock(state, { ...lock, locked_mass }, kind),
    sum: rollLock(state, mergeLocks(rollLock(state, sum, kind), added), kind),
  })
  events.StakeLocked.deposit(state, { coldkey, hotkey, netuid, amount })
}

/** Locks the owner's emission cut where the subnet asks for it: for the hotkey of the owner's lock, or its own if it has none. */
export function lockOwnerCut(state: State, netuid: number, amount: bigint): void {
  if (!storage.OwnerCutAutoLockEnabled.get(state, netuid)) return
  const owner = storage.SubnetOwner.get(state, netuid)
  const hotkey = findLock(state, owner, netuid)?.hotkey ?? storage.SubnetOwnerHotkey.get(state, netuid)
  // It fails where nothing was paid, or where a lease has passed the cut on to others.
  attempt(state, () => lockStake(state, owner, netuid, hotkey, amount))
}
