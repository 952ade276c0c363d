/** Miner collateral follows the hotkey or the coldkey that stands behind it. Reference: pallets/subtensor/src/subnets/collateral.rs. */
import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint, saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
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

/** Moves a coldkey's collateral to another hotkey, onto what it has there. The sum per coldkey stays. Raises ColdkeyCollateralPositionsFull. */
export function moveCollateralToHotkey(state: State, netuid: number, from: Hex, to: Hex, coldkey: Hex): void {
  const moved = storage.MinerCollateral.get(state, netuid, from, coldkey)
  if (!moved) return
  ensureCollateralCanMove(state, from, to, coldkey, [netuid])
  const listed = storage.ColdkeyCollateralHotkeys.get(state, netuid, coldkey)
  const others = listed.filter((hotkey) => hotkey !== from)
  const renamed = listed.includes(from)
    ? listed.map((hotkey) => (hotkey === from ? to : hotkey))
    : [...listed, to]
  storage.ColdkeyCollateralHotkeys.set(state, netuid, coldkey, listed.includes(to) ? others : renamed)
  storage.MinerCollateral.delete(state, netuid, from, coldkey)
  addCollateralRow(state, netuid, to, coldkey, moved)
}

/** Moves all of a coldkey's collateral on the subnet to another coldkey. Raises ColdkeyCollateralPositionsFull, ColdkeyCollateralIncomplete. */
export function moveCollateralToColdkey(state: State, netuid: number, from: Hex, to: Hex): void {
  for (const hotkey of storage.ColdkeyCollateralHotkeys.get(state, netuid, from)) {
    const moved = storage.MinerCollateral.get(state, netuid, hotkey, from)
    if (!moved || from === to) continue
    list(state, netuid, hotkey, to)
    storage.MinerCollateral.delete(state, netuid, hotkey, from)
    unlist(state, netuid, hotkey, from)
    addCollateralRow(state, netuid, hotkey, to, moved)
    changeSum(state, netuid, from, -moved.locked)
    changeSum(state, netuid, to, moved.locked)
  }
  ensure(storage.ColdkeyMinerCollateral.get(state, netuid, from) === 0n, errors.ColdkeyCollateralIncomplete)
}

/** Two positions become one: amounts add up, the slower release stays. */
function addCollateralRow(
  state: State,
  netuid: number,
  hotkey: Hex,
  coldkey: Hex,
  moved: MinerCollateralState,
): void {
  const there = storage.MinerCollateral.get(state, netuid, hotkey, coldkey)
  storage.MinerCollateral.set(state, netuid, hotkey, coldkey, there ? merged(there, moved) : moved)
}

const merged = (a: MinerCollateralState, b: MinerCollateralState): MinerCollateralState => ({
  locked: saturatingAddU64(a.locked, b.locked),
  drain_ratio: minBigint(a.drain_ratio, b.drain_ratio),
  min_locked: saturatingAddU64(a.min_locked, b.min_locked),
  earned: saturatingAddU64(a.earned, b.earned),
})

function list(state: State, netuid: number, hotkey: Hex, coldkey: Hex): void {
  if (storage.MinerCollateral.has(state, netuid, hotkey, coldkey)) return
  const listed = storage.ColdkeyCollateralHotkeys.get(state, netuid, coldkey)
  if (listed.includes(hotkey)) return
  ensure(listed.length < POSITIONS_MAX, errors.ColdkeyCollateralPositionsFull)
  storage.ColdkeyCollateralHotkeys.set(state, netuid, coldkey, [...listed, hotkey])
}

function unlist(state: State, netuid: number, hotkey: Hex, coldkey: Hex): void {
  const rest = storage.ColdkeyCollateralHotkeys.get(state, netuid, coldkey).filter((key) => key !== hotkey)
  if (rest.length > 0) storage.ColdkeyCollateralHotkeys.set(state, netuid, coldkey, rest)
  else storage.ColdkeyCollateralHotkeys.delete(state, netuid, coldkey)
}

function changeSum(state: State, netuid: number, coldkey: Hex, change: bigint): void {
  const sum = storage.ColdkeyMinerCollateral.get(state, netuid, coldkey)
  const after = change > 0n ? saturatingAddU64(sum, change) : saturatingSubU64(sum, -change)
  if (after > 0n) storage.ColdkeyMinerCollateral.set(state, netuid, coldkey, after)
  else storage.ColdkeyMinerCollateral.delete(state, netuid, coldkey)
}
