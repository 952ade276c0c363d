/**
 * Stake positions. All alpha on a hotkey of a subnet is one pool that its coldkeys own by shares (math/sharePool.ts); a position is worth
 * floor(pool · share / all shares) rao. A pool that empties starts a new generation, and shares of older ones count as absent.
 */
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { SafeFloat } from "@taonet/primitives/safeFloat"
import { addStakingHotkey } from "../keys/hotkeys.ts"
import { addsShares, type SharePool, updateAll, updateOne, valueOfShare } from "../math/sharePool.ts"
import { storage } from "../storage.ts"

/** Alpha in rao of all coldkeys on the hotkey. */
export const totalHotkeyAlpha = (state: State, hotkey: Hex, netuid: number): bigint =>
  storage.TotalHotkeyAlpha.get(state, hotkey, netuid)

/** Alpha in rao of one coldkey on the hotkey. */
export function stakeOf(state: State, hotkey: Hex, coldkey: Hex, netuid: number): bigint {
  const share = shareOf(state, hotkey, coldkey, netuid)
  return SafeFloat.isZero(share) ? 0n : valueOfShare(sharePool(state, hotkey, netuid), share)
}

/** Alpha in rao of one coldkey on all hotkeys of the subnet. */
export function coldkeyStakeOn(state: State, coldkey: Hex, netuid: number): bigint {
  let total = 0n
  for (const hotkey of storage.StakingHotkeys.get(state, coldkey)) {
    total = saturatingAddU64(total, stakeOf(state, hotkey, coldkey, netuid))
  }
  return total
}

/** Whether anybody holds shares: what is added to the pool of such a hotkey belongs to somebody. */
export const poolHasMembers = (state: State, hotkey: Hex, netuid: number): boolean =>
  !SafeFloat.isZero(sharePool(state, hotkey, netuid).denominator)

/** Whether `alpha` is enough to buy any share of the pool. */
export const canIncreaseStake = (state: State, hotkey: Hex, netuid: number, alpha: bigint): boolean =>
  addsShares(sharePool(state, hotkey, netuid), alpha)

/** Adds alpha to a position. The alpha must already count in SubnetAlphaOut. */
export function increaseStake(state: State, hotkey: Hex, coldkey: Hex, netuid: number, alpha: bigint): void {
  if (alpha > 0n) addStakingHotkey(state, coldkey, hotkey)
  changePosition(state, hotkey, coldkey, netuid, alpha)
}

/** Takes alpha from a position; returns what left the pool: `alpha`, or 0 when the position is worth less. */
export function decreaseStake(
  state: State,
  hotkey: Hex,
  coldkey: Hex,
  netuid: number,
  alpha: bigint,
): bigint {
  if (stakeOf(state, hotkey, coldkey, netuid) < alpha) return 0n
  const before = totalHotkeyAlpha(state, hotkey, netuid)
  changePosition(state, hotkey, coldkey, netuid, -alpha)
  return saturatingSubU64(before, totalHotkeyAlpha(state, hotkey, netuid))
}

/** Raises all positions on the hotkey pro rata: dividends. */
export function increaseStakeForHotkey(state: State, hotkey: Hex, netuid: number, alpha: bigint): void {
  setPoolValue(state, hotkey, netuid, updateAll(sharePool(state, hotkey, netuid), alpha).sharedValue)
}

function changePosition(state: State, hotkey: Hex, coldkey: Hex, netuid: number, delta: bigint): void {
  const share = shareOf(state, hotkey, coldkey, netuid)
  const after = updateOne(sharePool(state, hotkey, netuid), share, delta)
  setDenominator(state, hotkey, netuid, after.pool.denominator)
  setShare(state, hotkey, coldkey, netuid, after.share)
  setPoolValue(state, hotkey, netuid, after.pool.sharedValue)
}

export const sharePool = (state: State, hotkey: Hex, netuid: number): SharePool => ({
  sharedValue: totalHotkeyAlpha(state, hotkey, netuid),
  denominator: storage.TotalHotkeyShares.has(state, hotkey, netuid)
    ? SafeFloat.fromU64F64(storage.TotalHotkeyShares.get(state, hotkey, netuid))
    : storage.TotalHotkeySharesV2.get(state, hotkey, netuid),
})

/** A coldkey's share of the pool; zero when its row belongs to an older generation. */
export function shareOf(state: State, hotkey: Hex, coldkey: Hex, netuid: number): SafeFloat {
  const share = storage.Alpha.has(state, hotkey, coldkey, netuid)
    ? SafeFloat.fromU64F64(storage.Alpha.get(state, hotkey, coldkey, netuid))
    : storage.AlphaV2.get(state, hotkey, coldkey, netuid)
  if (SafeFloat.isZero(share)) return share
  const generation = storage.AlphaSharePoolEpoch.get(state, hotkey, netuid)
  const current =
    generation === 0n || storage.AlphaShareEpoch.get(state, hotkey, coldkey, netuid) === generation
  return current ? share : SafeFloat.ZERO
}

function setShare(state: State, hotkey: Hex, coldkey: Hex, netuid: number, share: SafeFloat): void {
  storage.Alpha.delete(state, hotkey, coldkey, netuid)
  const generation = storage.AlphaSharePoolEpoch.get(state, hotkey, netuid)
  if (SafeFloat.isZero(share)) {
    storage.AlphaV2.delete(state, hotkey, coldkey, netuid)
    if (generation !== 0n) storage.AlphaShareEpoch.delete(state, hotkey, coldkey, netuid)
    return
  }
  storage.AlphaV2.set(state, hotkey, coldkey, netuid, share)
  if (generation !== 0n) storage.AlphaShareEpoch.set(state, hotkey, coldkey, netuid, generation)
}

function setDenominator(state: State, hotkey: Hex, netuid: number, denominator: SafeFloat): void {
  const closes =
    SafeFloat.isZero(denominator) && !SafeFloat.isZero(sharePool(state, hotkey, netuid).denominator)
  storage.TotalHotkeyShares.delete(state, hotkey, netuid)
  if (closes)
    storage.AlphaSharePoolEpoch.mutate(state, hotkey, netuid, (epoch) => saturatingAddU64(epoch, 1n))
  if (SafeFloat.isZero(denominator)) storage.TotalHotkeySharesV2.delete(state, hotkey, netuid)
  else storage.TotalHotkeySharesV2.set(state, hotkey, netuid, denominator)
}

function setPoolValue(state: State, hotkey: Hex, netuid: number, value: bigint): void {
  const previous = totalHotkeyAlpha(state, hotkey, netuid)
  if (previous !== value) {
    storage.TotalAlphaStaked.mutate(state, netuid, (total) =>
      saturatingAddU64(saturatingSubU64(total, previous), value),
    )
  }
  if (value === 0n) storage.TotalHotkeyAlpha.delete(state, hotkey, netuid)
  else storage.TotalHotkeyAlpha.set(state, hotkey, netuid, value)
}
