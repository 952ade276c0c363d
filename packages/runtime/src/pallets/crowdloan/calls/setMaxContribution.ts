import { ensure } from "@taonet/frame/errors"
import type { Handler } from "@taonet/frame/pallet"
import { ownCrowdloan } from "../crowdloans.ts"
import { type calls, errors, events, storage } from "../schema.ts"

/** Limits what one account may contribute in all. What others have given already stays, also above it. */
export const setMaxContribution: Handler<typeof calls.set_max_contribution> = (
  state,
  origin,
  { crowdloan_id, new_max_contribution: max },
) => {
  const { creator, min_contribution } = ownCrowdloan(state, origin, crowdloan_id)
  if (max === undefined) storage.MaxContributions.delete(state, crowdloan_id)
  else {
    const own = storage.Contributions.get(state, crowdloan_id, creator) ?? 0n
    ensure(max >= min_contribution && max >= own, errors.MaximumContributionTooLow)
    storage.MaxContributions.set(state, crowdloan_id, max)
  }
  events.MaxContributionUpdated.deposit(state, { crowdloan_id, new_max_contribution: max })
}
