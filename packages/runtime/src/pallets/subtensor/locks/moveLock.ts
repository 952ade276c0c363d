import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { hotkeyExists, ownerOf } from "../keys/hotkeys.ts"
import { errors, events } from "../schema.ts"
import { subnetExists } from "../subnets/subnets.ts"
import { rollWithSum } from "./lockModel.ts"
import { rollLock } from "./lockState.ts"
import { addToSum, findLock, kindOfLock, removeLock, takeFromSum, writeLock } from "./rows.ts"

/**
 * Points a lock at another hotkey. Conviction goes along only to a hotkey of the same owner. Raises SubnetNotExists,
 * HotKeyAccountNotExists, NoExistingLock, in this order.
 */
export function moveLock(state: State, coldkey: Hex, to: Hex, netuid: number): void {
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  ensure(hotkeyExists(state, to), errors.HotKeyAccountNotExists)
  const found = findLock(state, coldkey, netuid)
  ensure(found !== undefined, errors.NoExistingLock)
  const from = found.hotkey
  const { kind, lock } = rollWithSum(state, coldkey, netuid, from)
  const conviction = keepsConviction(state, from, to) ? lock.conviction : 0n
  const kindThere = kindOfLock(state, coldkey, netuid, to)
  const moved = rollLock(state, { ...lock, conviction }, kindThere)

  removeLock(state, coldkey, netuid, from)
  writeLock(state, coldkey, netuid, to, moved)
  takeFromSum(state, netuid, from, kind, lock)
  addToSum(state, netuid, to, kindThere, moved)
  events.LockMoved.deposit(state, { coldkey, origin_hotkey: from, destination_hotkey: to, netuid })
}

/** Conviction is for the owner of a hotkey: it is lost where the lock goes to somebody else's. */
export const keepsConviction = (state: State, from: Hex, to: Hex): boolean =>
  ownerOf(state, from) === ownerOf(state, to)
