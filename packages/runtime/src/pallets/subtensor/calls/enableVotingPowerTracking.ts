import { ensure } from "@taonet/frame/errors"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { storage } from "../storage.ts"
import { ensureSubnetOwnerOrRoot, subnetExists } from "../subnets/subnets.ts"

/** The subnet's owner or root has voting power followed from the next epoch on; takes back a scheduled end. */
export const enableVotingPowerTracking: Handler<typeof calls.enable_voting_power_tracking> = (
  state,
  origin,
  { netuid },
) => {
  ensureSubnetOwnerOrRoot(state, origin, netuid)
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  storage.VotingPowerTrackingEnabled.set(state, netuid, true)
  storage.VotingPowerDisableAtBlock.delete(state, netuid)
  events.VotingPowerTrackingEnabled.deposit(state, { netuid })
}
