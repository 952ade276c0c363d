import { ensure, fail } from "@taonet/frame/errors"
import type { Handler } from "@taonet/frame/pallet"
import { transfer } from "../../balances/currency.ts"
import { dropCall } from "../../preimage/bounded.ts"
import { releaseAccount } from "../../subtensor/leases/leaseAccounts.ts"
import { ownCrowdloan } from "../crowdloans.ts"
import { type calls, errors, events, storage } from "../schema.ts"

/** Removes a crowdloan in which only its creator's money is left, and returns that. */
export const dissolve: Handler<typeof calls.dissolve> = (state, origin, { crowdloan_id: id }) => {
  const { creator, raised, funds_account, call } = ownCrowdloan(state, origin, id)
  const contribution = storage.Contributions.get(state, id, creator) ?? fail(errors.NoContribution)
  ensure(contribution === raised, errors.NotReadyToDissolve)
  transfer(state, funds_account, creator, contribution, "AllowDeath")
  storage.Contributions.delete(state, id, creator)
  if (call) dropCall(state, call)
  releaseAccount(state, funds_account)
  storage.Crowdloans.delete(state, id)
  storage.MaxContributions.delete(state, id)
  events.Dissolved.deposit(state, { crowdloan_id: id })
}
