/**
 * Which key took over from which, so that who follows a hotkey or coldkey by its name finds its present one and its first one. Only
 * informative. Reference: pallets/subtensor/src/swap/{hotkey,coldkey}_lineage.rs.
 */
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { storage } from "../storage.ts"

/** The first hotkey of the chain of swaps on the subnet. */
const hotkeyRoot = (state: State, netuid: number, hotkey: Hex): Hex =>
  storage.HotkeyRoot.get(state, netuid, hotkey) ?? hotkey

/** The new hotkey is the living end: that another once took over from it no longer holds. */
export function recordHotkeyLineage(state: State, netuid: number, from: Hex, to: Hex): void {
  const root = hotkeyRoot(state, netuid, from)
  storage.HotkeySuccessor.delete(state, netuid, to)
  storage.HotkeySuccessor.set(state, netuid, from, to)
  storage.HotkeyRoot.set(state, netuid, to, root)
}

export function recordColdkeyLineage(state: State, from: Hex, to: Hex): void {
  if (from === to) return
  const root = storage.ColdkeyRoot.get(state, from) ?? from
  storage.ColdkeySuccessor.delete(state, to)
  storage.ColdkeySuccessor.set(state, from, to)
  storage.ColdkeyRoot.set(state, to, root)
}
