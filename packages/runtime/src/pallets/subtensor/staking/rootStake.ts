/** What changes of stake on root keep beside the position: its age, the claim on the hotkey's basket, the index of coldkeys. */
import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { rebaseBasketClaim } from "../baskets/shares.ts"
import { errors } from "../errors.ts"
import { storage } from "../storage.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import { stakeOf } from "./stake.ts"

/** Raises RootStakeLocked while stake that changed lately is held; an interval of 0 holds nothing. */
export function ensureRootStakeUnlocked(state: State, coldkey: Hex, hotkey: Hex): void {
  const interval = storage.RootStakeUnlockInterval.get(state)
  if (interval === 0n) return
  const last = storage.LastColdkeyHotkeyStakeBlock.get(state, coldkey, hotkey) ?? 0n
  ensure(saturatingSubU64(currentBlock(state), last) >= interval, errors.RootStakeLocked)
}

export const touchRootStakeAge = (state: State, coldkey: Hex, hotkey: Hex): void =>
  storage.LastColdkeyHotkeyStakeBlock.set(state, coldkey, hotkey, currentBlock(state))

export function rootStakeAdded(state: State, hotkey: Hex, coldkey: Hex, alpha: bigint): void {
  touchRootStakeAge(state, coldkey, hotkey)
  rebaseBasketClaim(state, hotkey, coldkey, alpha)
  addStakingColdkey(state, coldkey)
}

export function rootStakeRemoved(state: State, hotkey: Hex, coldkey: Hex, alpha: bigint): void {
  rebaseBasketClaim(state, hotkey, coldkey, -alpha)
  const hotkeys = storage.StakingHotkeys.get(state, coldkey)
  if (!hotkeys.some((key) => stakeOf(state, key, coldkey, ROOT_NETUID) > 0n)) {
    removeStakingColdkey(state, coldkey)
  }
  touchRootStakeAge(state, coldkey, hotkey)
}

/** Appends the coldkey to the dense index of those with root stake, unless it is there. */
export function addStakingColdkey(state: State, coldkey: Hex): void {
  if (storage.StakingColdkeys.has(state, coldkey)) return
  const count = storage.NumStakingColdkeys.get(state)
  storage.StakingColdkeysByIndex.set(state, count, coldkey)
  storage.StakingColdkeys.set(state, coldkey, count)
  storage.NumStakingColdkeys.set(state, count + 1n)
}

/** Takes the coldkey out; the last one moves into the hole. */
export function removeStakingColdkey(state: State, coldkey: Hex): void {
  const index = storage.StakingColdkeys.get(state, coldkey)
  if (index === undefined) return
  const last = saturatingSubU64(storage.NumStakingColdkeys.get(state), 1n)
  const moved = storage.StakingColdkeysByIndex.get(state, last)
  if (moved !== undefined && moved !== coldkey) {
    storage.StakingColdkeysByIndex.set(state, index, moved)
    storage.StakingColdkeys.set(state, moved, index)
  }
  storage.StakingColdkeysByIndex.delete(state, last)
  storage.StakingColdkeys.delete(state, coldkey)
  storage.NumStakingColdkeys.set(state, last)
}
