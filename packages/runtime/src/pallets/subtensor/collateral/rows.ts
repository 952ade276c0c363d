import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { errors } from "../errors.ts"
import { storage } from "../storage.ts"
import type { MinerCollateralState } from "../types.ts"

/*
 * Miner collateral: alpha of a stake position that only earned emission sets free. Every row counts in the total of its coldkey on the
 * subnet, and its hotkey stands in the coldkey's list, so that neither has to be searched for.
 */

/** A coldkey's collateral stands on at most this many hotkeys of a subnet. */
const MOST_HOTKEYS = 32

/** The position that bears the collateral. */
export interface CollateralKey {
  readonly netuid: number
  readonly hotkey: Hex
  readonly coldkey: Hex
}

export const readCollateral = (
  state: State,
  { netuid, hotkey, coldkey }: CollateralKey,
): MinerCollateralState | undefined => storage.MinerCollateral.get(state, netuid, hotkey, coldkey)

export const lockedCollateral = (state: State, key: CollateralKey): bigint =>
  readCollateral(state, key)?.locked ?? 0n

/** Stores a row and what follows from it; one without lock and floor is removed. Raises ColdkeyCollateralPositionsFull for a new one. */
export function writeCollateral(state: State, key: CollateralKey, row: MinerCollateralState): void {
  const { netuid, hotkey, coldkey } = key
  const old = readCollateral(state, key)
  if (row.locked === 0n && row.min_locked === 0n) {
    storage.MinerCollateral.delete(state, netuid, hotkey, coldkey)
    dropFromList(state, key)
  } else {
    if (!old) addToList(state, key)
    storage.MinerCollateral.set(state, netuid, hotkey, coldkey, row)
  }
  changeTotal(state, netuid, coldkey, row.locked - (old?.locked ?? 0n))
}

/** A row that locks nothing yet, with the ratio at which the subnet releases collateral now. */
export const freshCollateral = (state: State, netuid: number): MinerCollateralState => ({
  locked: 0n,
  drain_ratio: storage.CollateralDrainRatio.get(state, netuid),
  min_locked: 0n,
  earned: 0n,
})

function addToList(state: State, { netuid, hotkey, coldkey }: CollateralKey): void {
  const hotkeys = storage.ColdkeyCollateralHotkeys.get(state, netuid, coldkey)
  if (hotkeys.includes(hotkey)) return
  ensure(hotkeys.length < MOST_HOTKEYS, errors.ColdkeyCollateralPositionsFull)
  storage.ColdkeyCollateralHotkeys.set(state, netuid, coldkey, [...hotkeys, hotkey])
}

function dropFromList(state: State, { netuid, hotkey, coldkey }: CollateralKey): void {
  const hotkeys = storage.ColdkeyCollateralHotkeys.get(state, netuid, coldkey)
  const others = hotkeys.filter((key) => key !== hotkey)
  if (others.length > 0) storage.ColdkeyCollateralHotkeys.set(state, netuid, coldkey, others)
  else storage.ColdkeyCollateralHotkeys.delete(state, netuid, coldkey)
}

function changeTotal(state: State, netuid: number, coldkey: Hex, change: bigint): void {
  if (change === 0n) return
  const total = storage.ColdkeyMinerCollateral.get(state, netuid, coldkey)
  const after = change > 0n ? saturatingAddU64(total, change) : saturatingSubU64(total, -change)
  if (after > 0n) storage.ColdkeyMinerCollateral.set(state, netuid, coldkey, after)
  else storage.ColdkeyMinerCollateral.delete(state, netuid, coldkey)
}
