import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint } from "@taonet/primitives/integers"
import { errors } from "../errors.ts"
import { hotkeyExists } from "../keys/hotkeys.ts"
import { ensureAvailableToUnstake, ensureHotkeyCoversCollateral } from "../locks/availability.ts"
import { storage } from "../storage.ts"
import { ROOT_NETUID, subnetExists } from "../subnets/subnets.ts"
import { decreaseStake, stakeOf } from "./stake.ts"

/**
 * Takes alpha that is to be burned or recycled from a position; returns how much, at most the position. Raises SubnetNotExists,
 * CannotBurnOrRecycleOnRootSubnet, SubtokenDisabled, HotKeyAccountNotExists, InsufficientLiquidity, StakeUnavailable, in this order.
 */
export function takeAlpha(state: State, coldkey: Hex, hotkey: Hex, netuid: number, amount: bigint): bigint {
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  ensure(netuid !== ROOT_NETUID, errors.CannotBurnOrRecycleOnRootSubnet)
  ensure(storage.SubtokenEnabled.get(state, netuid), errors.SubtokenDisabled)
  ensure(hotkeyExists(state, hotkey), errors.HotKeyAccountNotExists)
  const alpha = minBigint(amount, stakeOf(state, hotkey, coldkey, netuid))
  ensure(storage.SubnetAlphaOut.get(state, netuid) >= alpha, errors.InsufficientLiquidity)
  ensureAvailableToUnstake(state, coldkey, netuid, alpha)
  ensureHotkeyCoversCollateral(state, coldkey, hotkey, netuid, alpha)
  return decreaseStake(state, hotkey, coldkey, netuid, alpha)
}
