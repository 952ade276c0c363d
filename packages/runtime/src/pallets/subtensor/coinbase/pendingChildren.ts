import type { State } from "@taonet/frame/state"
import { storage } from "../schema.ts"
import { applyChildren } from "../subnets/childRelations.ts"
import { allNetuids } from "../subnets/subnets.ts"

/**
 * Makes announced children active on the subnets whose epoch slot was used in this block, after that epoch: they count from the next one on.
 * Announcements that are still cooling down wait, except where staking has not started yet.
 */
export function applyPendingChildren(state: State, block: number): void {
  const now = BigInt(block)
  for (const netuid of allNetuids(state)) {
    if (storage.LastEpochBlock.get(state, netuid) !== now) continue
    const started = storage.SubtokenEnabled.get(state, netuid)
    for (const [[, hotkey], [children, coolsAt]] of storage.PendingChildKeys.entries(state, netuid)) {
      if (started && coolsAt >= now) continue
      applyChildren(state, netuid, hotkey, children)
      storage.PendingChildKeys.delete(state, netuid, hotkey)
    }
  }
}
