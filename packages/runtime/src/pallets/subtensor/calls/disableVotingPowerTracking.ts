import { ensure } from "@taonet/frame/errors"
import type { Handler } from "@taonet/frame/pallet"
import { saturatingAddU64 } from "@taonet/primitives/integers"
import type { calls } from "../calls.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { storage } from "../storage.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { ensureSubnetOwnerOrRoot } from "../subnets/subnets.ts"

/** Blocks for which voting power stays readable: two weeks of the live network. */
const GRACE = 100_800n

/** The subnet's owner or root ends the tracking, after a grace time. Raises BadOrigin, VotingPowerTrackingNotEnabled. */
export const disableVotingPowerTracking: Handler<typeof calls.disable_voting_power_tracking> = (
  state,
  origin,
  { netuid },
) => {
  ensureSubnetOwnerOrRoot(state, origin, netuid)
  ensure(storage.VotingPowerTrackingEnabled.get(state, netuid), errors.VotingPowerTrackingNotEnabled)
  const disable_at_block = saturatingAddU64(currentBlock(state), GRACE)
  storage.VotingPowerDisableAtBlock.set(state, netuid, disable_at_block)
  events.VotingPowerTrackingDisableScheduled.deposit(state, { netuid, disable_at_block })
}
