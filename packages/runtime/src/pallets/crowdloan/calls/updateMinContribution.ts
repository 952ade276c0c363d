import { ensure } from "@taonet/frame/errors"
import type { Handler } from "@taonet/frame/pallet"
import { ownCrowdloan } from "../crowdloans.ts"
import { type calls, constants, errors, events, storage } from "../schema.ts"

export const updateMinContribution: Handler<typeof calls.update_min_contribution> = (
  state,
  origin,
  { crowdloan_id, new_min_contribution },
) => {
  const crowdloan = ownCrowdloan(state, origin, crowdloan_id)
  const least = constants.AbsoluteMinimumContribution.get(state)
  ensure(new_min_contribution >= least, errors.MinimumContributionTooLow)
  const max = storage.MaxContributions.get(state, crowdloan_id)
  ensure(max === undefined || new_min_contribution <= max, errors.MinimumContributionTooHigh)
  storage.Crowdloans.set(state, crowdloan_id, { ...crowdloan, min_contribution: new_min_contribution })
  events.MinContributionUpdated.deposit(state, { crowdloan_id, new_min_contribution })
}
