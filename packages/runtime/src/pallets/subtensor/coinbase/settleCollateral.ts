import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint, saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { readCollateral, writeCollateral } from "../collateral/rows.ts"
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
  const key = { netuid, hotkey, coldkey: owner }
  const row = readCollateral(state, key)
  if (!row) return 0n
  const earned = saturatingAddU64(row.earned, emission)
  const shortfall = saturatingSubU64(row.min_locked, row.locked)
  const captured = minBigint(capturable, shortfall)
  const released =
    shortfall > 0n ? 0n : minBigint(row.locked - row.min_locked, (emission * row.drain_ratio) >> 64n)
  const locked = row.locked + captured - released

  if (captured > 0n) increaseStake(state, hotkey, owner, netuid, captured)
  writeCollateral(state, key, { ...row, locked, earned })
  return captured
}
