import { ensure } from "@taonet/frame/errors"
import type { Handler } from "@taonet/frame/pallet"
import { constants, errors, events, storage } from "../../subtensor/schema.ts"
import { ensureSubnetOwnerOrRoot } from "../../subtensor/subnets/subnets.ts"
import { ensureNotFrozen } from "../freezeWindow.ts"
import { ensureWithinLimit, hyperparameter, recordUse } from "../ownerLimits.ts"
import type { calls } from "../schema.ts"

const limit = hyperparameter("ActivityCutoffFactorMilli")

/**
 * Sets how long, in thousandths of a tempo, a validator stays active without new weights. The freeze window and the rate limit bind the
 * owner only. Checks: BadOrigin, ActivityCutoffFactorMilliOutOfBounds, freeze window, TxRateLimitExceeded.
 */
export const setActivityCutoffFactor: Handler<typeof calls.sudo_set_activity_cutoff_factor> = (
  state,
  origin,
  { netuid, factor_milli },
) => {
  const owner = ensureSubnetOwnerOrRoot(state, origin, netuid)
  const within =
    factor_milli >= constants.MinActivityCutoffFactorMilli.get(state) &&
    factor_milli <= constants.MaxActivityCutoffFactorMilli.get(state)
  ensure(within, errors.ActivityCutoffFactorMilliOutOfBounds)
  if (owner !== undefined) {
    ensureNotFrozen(state, netuid)
    ensureWithinLimit(state, netuid, owner, limit)
  }
  storage.ActivityCutoffFactorMilli.set(state, netuid, factor_milli)
  events.ActivityCutoffFactorMilliSet.deposit(state, { netuid, factor_milli })
  recordUse(state, netuid, owner, limit)
}
