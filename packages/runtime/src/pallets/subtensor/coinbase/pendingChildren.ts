import type { State } from "@taonet/frame/state"
import { applyChildren } from "../children/relations.ts"
import { hasThresholdStake, mayHaveChildren } from "../children/thresholds.ts"
import { storage } from "../schema.ts"
import { allNetuids } from "../subnets/subnets.ts"

/**
 * Makes announced children active on the subnets whose epoch slot was used in this block, after that epoch: they count from the next one on.
 * Announcements that are still cooling down wait, except where staking has not started yet; those of a parent that has lost its stake
 * meanwhile are dropped, and one that has stake again counts again.
 */
export function applyPendingChildren(state: State, block: number): void {
  const now = BigInt(block)
  for (const netuid of allNetuids(state)) {
    if (storage.LastEpochBlock.get(state, netuid) !== now) continue
    const started = storage.SubtokenEnabled.get(state, netuid)
    for (const [[, hotkey], [children, coolsAt]] of [...storage.PendingChildKeys.entries(state, netuid)]) {
      if (started && coolsAt >= now) continue
      const lends = children.length > 0
      if (!lends || mayHaveChildren(state, netuid, hotkey)) {
        applyChildren(state, netuid, hotkey, children)
        if (lends && hasThresholdStake(state, hotkey))
          storage.ChildkeyThresholdSuspended.delete(state, hotkey)
      }
      storage.PendingChildKeys.delete(state, netuid, hotkey)
    }
  }
}
