/**
 * Parents need `StakeThreshold` of stake. Whose stake has left is checked at the end of the block; below the threshold its relations stay
 * stored but do not count, except on the subnet whose owner hotkey it is, until it has enough again.
 * Reference: pallets/subtensor/src/staking/set_children.rs (`hotkey_meets_childkey_threshold`, `process_childkey_threshold_checks`).
 */
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { ownerHotkey } from "../neurons/uids.ts"
import { totalHotkeyStake } from "../staking/nominators.ts"
import { storage } from "../storage.ts"
import type { Relation } from "./relations.ts"

/** Whether the hotkey may have children on the subnet. */
export const mayHaveChildren = (state: State, netuid: number, hotkey: Hex): boolean =>
  hasThresholdStake(state, hotkey) || ownerHotkey(state, netuid) === hotkey

/** Whether all its stake is worth the threshold, at spot prices. */
export function hasThresholdStake(state: State, hotkey: Hex): boolean {
  const threshold = storage.StakeThreshold.get(state)
  return threshold === 0n || totalHotkeyStake(state, hotkey) >= threshold
}

/** To be called when stake has left a hotkey: has it checked at the end of the block if it is a parent. */
export function queueThresholdCheck(state: State, hotkey: Hex): void {
  const [relation] = storage.ChildKeys.keys(state, hotkey)
  if (relation || storage.ChildkeyThresholdSuspended.has(state, hotkey)) {
    storage.ChildkeyThresholdChecks.set(state, hotkey, undefined)
  }
}

/** End of a block: suspends or resumes the queued parents. The reference leaves some for later blocks when weight runs out. */
export function checkQueuedParents(state: State): void {
  for (const [hotkey] of [...storage.ChildkeyThresholdChecks.keys(state)]) {
    if (hasThresholdStake(state, hotkey)) storage.ChildkeyThresholdSuspended.delete(state, hotkey)
    else storage.ChildkeyThresholdSuspended.set(state, hotkey, undefined)
    storage.ChildkeyThresholdChecks.delete(state, hotkey)
  }
}

const isSuspended = (state: State, netuid: number, parent: Hex): boolean =>
  storage.ChildkeyThresholdSuspended.has(state, parent) && ownerHotkey(state, netuid) !== parent

/** The children that count now. */
export function liveChildren(state: State, netuid: number, hotkey: Hex): readonly Relation[] {
  const children = storage.ChildKeys.get(state, hotkey, netuid)
  return children.length > 0 && isSuspended(state, netuid, hotkey) ? [] : children
}

/** The parents that count now. */
export function liveParents(state: State, netuid: number, hotkey: Hex): readonly Relation[] {
  const parents = storage.ParentKeys.get(state, hotkey, netuid)
  if (parents.length === 0) return parents
  return parents.filter(([, parent]) => !isSuspended(state, netuid, parent))
}
