/** What may not leave a subnet: conviction locks, which decay, and miner collateral. */
import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { I64F64 } from "@taonet/primitives/fixed/formats"
import { exp } from "@taonet/primitives/fixed/transcendental"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { errors } from "../errors.ts"
import { storage } from "../storage.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { coldkeyStakeOn, stakeOf } from "./stake.ts"

/** The exponential is cut here: e^-40 locks nothing that matters. */
const LARGEST_DECAY = 40n << 64n

/** Alpha in rao that the coldkey has locked on the subnet, decayed to this block. */
export function lockedAlpha(state: State, coldkey: Hex, netuid: number): bigint {
  let locked = 0n
  for (const [, lock] of storage.Lock.entries(state, coldkey, netuid)) {
    const age = saturatingSubU64(currentBlock(state), lock.last_update)
    const decays = storage.DecayingLock.get(state, coldkey, netuid) !== false
    const mass = decays
      ? (lock.locked_mass * keptShare(age, storage.UnlockRate.get(state))) >> 64n
      : lock.locked_mass
    locked = saturatingAddU64(locked, mass)
  }
  return locked
}

/** e^(−age/rate) as I64F64 bits. */
function keptShare(age: bigint, rate: bigint): bigint {
  if (age === 0n) return I64F64.ONE
  if (rate === 0n) return 0n
  const decay = I64F64.fromRatio(age, rate)
  return exp(I64F64, decay > LARGEST_DECAY ? -LARGEST_DECAY : -decay) ?? 0n
}

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

/** Raises StakeUnavailable when the coldkey would keep less on the subnet than all its miner collateral. */
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
