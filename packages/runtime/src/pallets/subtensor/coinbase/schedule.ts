import type { State } from "@taonet/frame/state"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"

/**
 * Whether an epoch of the subnet is due in a block: triggered or deferred to it, overdue, or a whole tempo after the last one. Extrinsics
 * run after the block's epochs, so for them it is true only for a subnet whose epoch was deferred.
 */
export function isEpochDue(state: State, netuid: number, block: bigint): boolean {
  const tempo = BigInt(storage.Tempo.get(state, netuid))
  if (tempo === 0n) return false
  const pending = storage.PendingEpochAt.get(state, netuid)
  if (pending > 0n && block >= pending) return true
  if (storage.BlocksSinceLastStep.get(state, netuid) > tempo) return true
  return saturatingSubU64(block, storage.LastEpochBlock.get(state, netuid)) >= tempo
}

/** The epoch that a commit or reveal of this block belongs to: the one that is due already counts. */
export function currentEpoch(state: State, netuid: number): bigint {
  const index = storage.SubnetEpochIndex.get(state, netuid)
  return isEpochDue(state, netuid, currentBlock(state)) ? index + 1n : index
}

/** Whether no hotkey holds two uids. An epoch over doubled keys would pay one of them twice, so it is skipped. */
export function hasUniqueHotkeys(state: State, netuid: number): boolean {
  const seen = new Set<string>()
  for (let uid = 0, n = storage.SubnetworkN.get(state, netuid); uid < n; uid++) {
    const hotkey = storage.Keys.find(state, netuid, uid)
    if (hotkey === undefined) continue
    if (seen.has(hotkey)) return false
    seen.add(hotkey)
  }
  return true
}

/** Subnets whose epoch is due in the block but will be put off to the next one, because `MaxEpochsPerBlock` others come first. */
export function deferredEpochs(state: State, netuids: readonly number[], block: bigint): Set<number> {
  const cap = storage.MaxEpochsPerBlock.get(state)
  const deferred = new Set<number>()
  let running = 0
  for (const netuid of netuids) {
    if (!isEpochDue(state, netuid, block)) continue
    if (running >= cap) deferred.add(netuid)
    else if (hasUniqueHotkeys(state, netuid)) running += 1
  }
  return deferred
}
