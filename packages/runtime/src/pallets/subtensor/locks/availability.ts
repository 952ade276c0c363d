/** What may not leave a subnet: locks and miner collateral. */
import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { errors } from "../errors.ts"
import { coldkeyStakeOn, stakeOf } from "../staking/stake.ts"
import { storage } from "../storage.ts"
import type { LockState } from "../types.ts"
import { rollLock } from "./lockState.ts"
import { findLock, kindOfLock } from "./rows.ts"

/** The lock of a coldkey on a subnet at this block. */
export function coldkeyLock(state: State, coldkey: Hex, netuid: number): LockState | undefined {
  const found = findLock(state, coldkey, netuid)
  return found && rollLock(state, found.lock, kindOfLock(state, coldkey, netuid, found.hotkey))
}

/** Alpha in rao that the coldkey has locked on the subnet. */
export const lockedAlpha = (state: State, coldkey: Hex, netuid: number): bigint =>
  coldkeyLock(state, coldkey, netuid)?.locked_mass ?? 0n

/** Alpha of the coldkey on all hotkeys of the subnet that neither lock nor collateral holds. */
export function availableToUnstake(state: State, coldkey: Hex, netuid: number): bigint {
  const held = saturatingAddU64(
    lockedAlpha(state, coldkey, netuid),
    storage.ColdkeyMinerCollateral.get(state, netuid, coldkey),
  )
  return saturatingSubU64(coldkeyStakeOn(state, coldkey, netuid), held)
}

/** Raises StakeUnavailable when locks or collateral hold part of `alpha`. */
export function ensureAvailableToUnstake(state: State, coldkey: Hex, netuid: number, alpha: bigint): void {
  ensure(availableToUnstake(state, coldkey, netuid) >= alpha, errors.StakeUnavailable)
}

/** Raises StakeUnavailable when the position would no longer cover the miner collateral that stands on it. */
export function ensureHotkeyCoversCollateral(
  state: State,
  coldkey: Hex,
  hotkey: Hex,
  netuid: number,
  alpha: bigint,
): void {
  const collateral = storage.MinerCollateral.get(state, netuid, hotkey, coldkey)?.locked ?? 0n
  if (collateral === 0n) return
  const rest = saturatingSubU64(stakeOf(state, hotkey, coldkey, netuid), alpha)
  ensure(rest >= collateral, errors.StakeUnavailable)
}

/**
 * Raises StakeUnavailable when a transfer within the subnet would leave the coldkey less than all its miner collateral there. Locks do not
 * hold it back: they go along.
 */
export function ensureTransferRespectsCollateral(
  state: State,
  coldkey: Hex,
  netuid: number,
  alpha: bigint,
): void {
  const collateral = storage.ColdkeyMinerCollateral.get(state, netuid, coldkey)
  if (collateral === 0n) return
  ensure(
    saturatingSubU64(coldkeyStakeOn(state, coldkey, netuid), alpha) >= collateral,
    errors.StakeUnavailable,
  )
}
