import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint, saturatingSubU64 } from "@taonet/primitives/integers"
import { errors } from "../schema.ts"
import { coldkeyStakeOn } from "../staking/stake.ts"
import type { LockState } from "../types.ts"
import { ensureAcceptsLockedAlpha } from "./acceptance.ts"
import { rollWithSum } from "./lockModel.ts"
import { emptyLock, mergeLocks, reduceLock, rollLock } from "./lockState.ts"
import { keepsConviction } from "./moveLock.ts"
import { addToSum, findLock, kindOfLock, takeFromSum, writeLock } from "./rows.ts"

export interface StakeTransfer {
  readonly from: Hex
  readonly to: Hex
  /** Hotkey on which the stake lands. */
  readonly hotkey: Hex
  readonly netuid: number
  readonly alpha: bigint
}

/**
 * Before stake changes its coldkey within a subnet: what the sender's free stake does not cover is locked with the receiver too, for the
 * hotkey where the stake lands, with conviction in proportion if that hotkey has the same owner. Raises LockHotkeyMismatch where the
 * receiver has a lock for another hotkey, AccountRejectsLockedAlpha.
 */
export function transferLock(state: State, { from, to, hotkey, netuid, alpha }: StakeTransfer): void {
  if (from === to || alpha === 0n) return
  const found = findLock(state, from, netuid)
  if (!found) return
  const source = rollWithSum(state, from, netuid, found.hotkey)
  const existing = findLock(state, to, netuid)
  const targetHotkey = existing?.hotkey ?? hotkey
  const target = existing ? rollWithSum(state, to, netuid, targetHotkey).lock : emptyLock(state)

  const free = saturatingSubU64(coldkeyStakeOn(state, from, netuid), source.lock.locked_mass)
  const uncovered = saturatingSubU64(alpha, free)
  if (uncovered > 0n) ensure(!existing || existing.hotkey === hotkey, errors.LockHotkeyMismatch)
  const given = partOf(source.lock, minBigint(uncovered, source.lock.locked_mass))
  const received = keepsConviction(state, found.hotkey, targetHotkey) ? given : { ...given, conviction: 0n }
  ensureAcceptsLockedAlpha(state, to, given.locked_mass)

  const targetKind = kindOfLock(state, to, netuid, targetHotkey)
  writeLock(state, from, netuid, found.hotkey, rollLock(state, reduceLock(source.lock, given), source.kind))
  writeLock(state, to, netuid, targetHotkey, rollLock(state, mergeLocks(target, received), targetKind))
  if (given.locked_mass === 0n) return
  takeFromSum(state, netuid, found.hotkey, source.kind, given)
  addToSum(state, netuid, targetHotkey, targetKind, received)
}

/** As much of a lock as `mass` is, conviction in proportion. */
function partOf(lock: LockState, mass: bigint): LockState {
  if (mass === 0n) return { ...lock, locked_mass: 0n, conviction: 0n }
  const share = U64F64.safeDiv(U64F64.fromInt(mass), U64F64.fromInt(lock.locked_mass))
  return { ...lock, locked_mass: mass, conviction: U64F64.mul(lock.conviction, share) }
}
