import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint } from "@taonet/primitives/integers"
import { freeBalance, transfer } from "../../balances/currency.ts"
import { blockNumber } from "../../system/account.ts"
import { crowdloanOf } from "../crowdloans.ts"
import { type calls, constants, errors, events, storage } from "../schema.ts"

/** Adds to a crowdloan. No more is taken than it still needs, or than its limit lets one account give: what is taken may be below the minimum. */
export const contribute: Handler<typeof calls.contribute> = (
  state,
  origin,
  { crowdloan_id: id, amount: offered },
) => {
  const contributor = ensureSigned(origin)
  const crowdloan = crowdloanOf(state, id)
  ensure(blockNumber(state) < crowdloan.end, errors.ContributionPeriodEnded)
  ensure(crowdloan.raised < crowdloan.cap, errors.CapRaised)
  ensure(offered >= crowdloan.min_contribution, errors.ContributionTooLow)
  // Also for who has contributed before.
  ensure(crowdloan.contributors_count < constants.MaxContributors.get(state), errors.MaxContributorsReached)
  const room = minBigint(crowdloan.cap - crowdloan.raised, roomOf(state, id, contributor) ?? offered)
  const amount = minBigint(offered, room)
  ensure(freeBalance(state, contributor) >= amount, errors.InsufficientBalance)
  transfer(state, contributor, crowdloan.funds_account, amount, "AllowDeath")

  const before = storage.Contributions.get(state, id, contributor)
  storage.Contributions.set(state, id, contributor, (before ?? 0n) + amount)
  storage.Crowdloans.set(state, id, {
    ...crowdloan,
    raised: crowdloan.raised + amount,
    contributors_count: crowdloan.contributors_count + (before === undefined ? 1 : 0),
  })
  events.Contributed.deposit(state, { crowdloan_id: id, contributor, amount })
}

/** How much more the account may give; undefined without a limit. Raises MaxContributionReached. */
function roomOf(state: State, id: number, contributor: Hex): bigint | undefined {
  const max = storage.MaxContributions.get(state, id)
  if (max === undefined) return undefined
  const given = storage.Contributions.get(state, id, contributor) ?? 0n
  ensure(given < max, errors.MaxContributionReached)
  return max - given
}
