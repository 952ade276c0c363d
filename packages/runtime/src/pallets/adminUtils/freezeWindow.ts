import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { storage, errors as subtensor } from "../subtensor/schema.ts"
import { currentBlock } from "../subtensor/subnets/currentBlock.ts"

/**
 * Whether a subnet's settings are frozen: an early epoch is announced, or the next regular one is less than `AdminFreezeWindow` blocks
 * away. Validators that commit weights shortly before an epoch so know the rules it will run under.
 */
export function isFrozen(state: State, netuid: number): boolean {
  const tempo = storage.Tempo.get(state, netuid)
  if (tempo === 0) return false
  const now = currentBlock(state)
  if (storage.PendingEpochAt.get(state, netuid) > now) return true
  return blocksUntilNextEpoch(state, netuid) < BigInt(storage.AdminFreezeWindow.get(state))
}

/** Blocks until the next regular epoch; 0 once it is due. */
export function blocksUntilNextEpoch(state: State, netuid: number): bigint {
  const next = storage.LastEpochBlock.get(state, netuid) + BigInt(storage.Tempo.get(state, netuid))
  return saturatingSubU64(next, currentBlock(state))
}

/** Raises AdminActionProhibitedDuringWeightsWindow. Binds root like anybody else. */
export function ensureNotFrozen(state: State, netuid: number): void {
  ensure(!isFrozen(state, netuid), subtensor.AdminActionProhibitedDuringWeightsWindow)
}
