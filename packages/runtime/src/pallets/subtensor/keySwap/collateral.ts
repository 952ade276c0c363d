/** Miner collateral follows the hotkey or the coldkey that stands behind it. Reference: pallets/subtensor/src/subnets/collateral.rs. */
import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint, saturatingAddU64 } from "@taonet/primitives/integers"
import { readCollateral, writeCollateral } from "../collateral/rows.ts"
import { errors } from "../errors.ts"
import { storage } from "../storage.ts"
import type { MinerCollateralState } from "../types.ts"

/** Most hotkeys with collateral per coldkey and subnet (`MAX_COLDKEY_COLLATERAL_HOTKEYS`). */
const POSITIONS_MAX = 32

/** Whether a coldkey has collateral on the hotkey on one of the subnets. */
export const hasCollateral = (state: State, hotkey: Hex, coldkey: Hex, netuids: readonly number[]): boolean =>
  netuids.some((netuid) => storage.MinerCollateral.has(state, netuid, hotkey, coldkey))

/** Raises ColdkeyCollateralPositionsFull when the collateral on a hotkey could not be listed under the new one. */
export function ensureCollateralCanMove(
  state: State,
  from: Hex,
  to: Hex,
  coldkey: Hex,
  netuids: readonly number[],
): void {
  for (const netuid of netuids) {
    if (!storage.MinerCollateral.has(state, netuid, from, coldkey)) continue
    const listed = storage.ColdkeyCollateralHotkeys.get(state, netuid, coldkey)
    if (listed.includes(to) || listed.includes(from)) continue
    ensure(listed.length < POSITIONS_MAX, errors.ColdkeyCollateralPositionsFull)
  }
}

/**
 * Moves a coldkey's collateral to another hotkey, onto what it has there; the new one takes the old one's place in the list. The sum per
 * coldkey stays. Raises ColdkeyCollateralPositionsFull.
 */
export function moveCollateralToHotkey(state: State, netuid: number, from: Hex, to: Hex, coldkey: Hex): void {
  const moved = storage.MinerCollateral.get(state, netuid, from, coldkey)
  if (!moved) return
  ensureCollateralCanMove(state, from, to, coldkey, [netuid])
  const listed = storage.ColdkeyCollateralHotkeys.get(state, netuid, coldkey)
  const renamed = listed.map((hotkey) => (hotkey === from ? to : hotkey))
  storage.ColdkeyCollateralHotkeys.set(
    state,
    netuid,
    coldkey,
    listed.includes(to) ? listed.filter((hotkey) => hotkey !== from) : [...new Set([...renamed, to])],
  )
  storage.MinerCollateral.delete(state, netuid, from, coldkey)
  const there = storage.MinerCollateral.get(state, netuid, to, coldkey)
  storage.MinerCollateral.set(state, netuid, to, coldkey, merged(there, moved))
}

/** Moves all of a coldkey's collateral on the subnet to another coldkey. Raises ColdkeyCollateralPositionsFull, ColdkeyCollateralIncomplete. */
export function moveCollateralToColdkey(state: State, netuid: number, from: Hex, to: Hex): void {
  for (const hotkey of storage.ColdkeyCollateralHotkeys.get(state, netuid, from)) {
    const source = { netuid, hotkey, coldkey: from }
    const target = { netuid, hotkey, coldkey: to }
    const moved = readCollateral(state, source)
    if (!moved || from === to) continue
    writeCollateral(state, target, merged(readCollateral(state, target), moved))
    writeCollateral(state, source, { ...moved, locked: 0n, min_locked: 0n })
  }
  ensure(storage.ColdkeyMinerCollateral.get(state, netuid, from) === 0n, errors.ColdkeyCollateralIncomplete)
}

/** Two positions become one: amounts add up, the slower release stays. */
const merged = (a: MinerCollateralState | undefined, b: MinerCollateralState): MinerCollateralState =>
  a
    ? {
        locked: saturatingAddU64(a.locked, b.locked),
        drain_ratio: minBigint(a.drain_ratio, b.drain_ratio),
        min_locked: saturatingAddU64(a.min_locked, b.min_locked),
        earned: saturatingAddU64(a.earned, b.earned),
      }
    : b
