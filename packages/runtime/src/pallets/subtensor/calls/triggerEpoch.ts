import { ensure } from "@taonet/frame/errors"
import type { Handler } from "@taonet/frame/pallet"
import { saturatingAddU64 } from "@taonet/primitives/integers"
import { blocksUntilNextEpoch } from "../../adminUtils/freezeWindow.ts"
import { ensureWithinLimit, hyperparameter, recordUse } from "../../adminUtils/ownerLimits.ts"
import { type calls, errors, events, storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { ensureSubnetOwner } from "../subnets/subnets.ts"

const limit = hyperparameter("TriggerEpoch")

/**
 * Announces an early epoch, a freeze window from now. Checks: BadOrigin, DynamicTempoBlockedByCommitReveal (commits would be revealed in
 * the wrong epoch), EpochTriggerAlreadyPending, AutoEpochAlreadyImminent, TxRateLimitExceeded. behaviour/subnets.md section 8.
 */
export const triggerEpoch: Handler<typeof calls.trigger_epoch> = (state, origin, { netuid }) => {
  const by = ensureSubnetOwner(state, origin, netuid)
  ensure(!storage.CommitRevealWeightsEnabled.get(state, netuid), errors.DynamicTempoBlockedByCommitReveal)
  ensure(storage.PendingEpochAt.get(state, netuid) === 0n, errors.EpochTriggerAlreadyPending)
  const window = BigInt(storage.AdminFreezeWindow.get(state))
  ensure(blocksUntilNextEpoch(state, netuid) >= window, errors.AutoEpochAlreadyImminent)
  ensureWithinLimit(state, netuid, by, limit)
  const fires_at = saturatingAddU64(currentBlock(state), window)
  storage.PendingEpochAt.set(state, netuid, fires_at)
  recordUse(state, netuid, by, limit)
  events.EpochTriggered.deposit(state, { netuid, by, fires_at })
}
