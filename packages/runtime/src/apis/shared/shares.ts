import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { SafeFloat } from "@taonet/primitives/safeFloat"
import { shareOf } from "../../pallets/subtensor/staking/stake.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import { compareText } from "./compare.ts"

/** The maps that hold shares: the current one, and the legacy one that old rows may still stand in. */
const tables = [storage.AlphaV2, storage.Alpha]

/** Netuids on which a coldkey has a share of a hotkey's pool, ascending. */
export function positions(state: State, hotkey: Hex, coldkey: Hex): number[] {
  const netuids = new Set<number>()
  for (const table of tables)
    for (const [, , netuid] of table.keys(state, hotkey, coldkey)) netuids.add(netuid)
  return [...netuids]
    .filter((netuid) => !SafeFloat.isZero(shareOf(state, hotkey, coldkey, netuid)))
    .sort((a, b) => a - b)
}

export interface Share {
  readonly coldkey: Hex
  readonly netuid: number
  readonly share: SafeFloat
}

/** All shares in a hotkey's pools, by the bytes of the coldkey, then by netuid. Zero shares are in it. */
export function sharesOf(state: State, hotkey: Hex): Share[] {
  const rows = new Map<string, readonly [Hex, number]>()
  for (const table of tables)
    for (const [, coldkey, netuid] of table.keys(state, hotkey))
      rows.set(`${coldkey}${netuid}`, [coldkey, netuid])
  return [...rows.values()]
    .map(([coldkey, netuid]) => ({ coldkey, netuid, share: shareOf(state, hotkey, coldkey, netuid) }))
    .sort((a, b) => compareText(a.coldkey, b.coldkey) || a.netuid - b.netuid)
}
