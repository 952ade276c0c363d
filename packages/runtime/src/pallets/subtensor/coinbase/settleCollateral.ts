import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint, saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { storage } from "../schema.ts"
import { increaseStake } from "../staking/stake.ts"

/**
 * Settles what a hotkey earned against its miner collateral: below the floor that the miner set, part of the earning is staked into the lock;
 * above it, earnings set locked alpha free. Returns what was captured of `capturable` (rao); 0 without collateral.
 * Source: behaviour/coinbase.md section 7.6.
 */
export function settleCollateral(
  state: State,
  netuid: number,
  hotkey: Hex,
  owner: Hex,
  { emission, capturable }: { readonly emission: bigint; readonly capturable: bigint },
): bigint {
  if (emission === 0n) return 0n
  const row = storage.MinerCollateral.get(state, netuid, hotkey, owner)
  if (!row) return 0n
  const earned = saturatingAddU64(row.earned, emission)
  const shortfall = saturatingSubU64(row.min_locked, row.locked)
  const captured = minBigint(capturable, shortfall)
  const released =
    shortfall > 0n ? 0n : minBigint(row.locked - row.min_locked, (emission * row.drain_ratio) >> 64n)
  const locked = row.locked + captured - released

  if (captured > 0n) increaseStake(state, hotkey, owner, netuid, captured)
  if (locked === 0n && row.min_locked === 0n) removeCollateral(state, netuid, hotkey, owner)
  else storage.MinerCollateral.set(state, netuid, hotkey, owner, { ...row, locked, earned })
  changeTotal(state, netuid, owner, locked - row.locked)
  return captured
}

function removeCollateral(state: State, netuid: number, hotkey: Hex, owner: Hex): void {
  storage.MinerCollateral.delete(state, netuid, hotkey, owner)
  const hotkeys = storage.ColdkeyCollateralHotkeys.get(state, netuid, owner).filter((key) => key !== hotkey)
  if (hotkeys.length > 0) storage.ColdkeyCollateralHotkeys.set(state, netuid, owner, hotkeys)
  else storage.ColdkeyCollateralHotkeys.delete(state, netuid, owner)
}

function changeTotal(state: State, netuid: number, owner: Hex, change: bigint): void {
  if (change === 0n) return
  const total = storage.ColdkeyMinerCollateral.get(state, netuid, owner)
  const after = change > 0n ? saturatingAddU64(total, change) : saturatingSubU64(total, -change)
  if (after > 0n) storage.ColdkeyMinerCollateral.set(state, netuid, owner, after)
  else storage.ColdkeyMinerCollateral.delete(state, netuid, owner)
}
