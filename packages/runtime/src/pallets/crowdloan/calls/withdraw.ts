import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { transfer } from "../../balances/currency.ts"
import { crowdloanOf } from "../crowdloans.ts"
import { type calls, errors, events, storage } from "../schema.ts"

/** Takes the signer's contribution back, at any time before the crowdloan is finalized; of the creator's, only what is above the deposit. */
export const withdraw: Handler<typeof calls.withdraw> = (state, origin, { crowdloan_id: id }) => {
  const contributor = ensureSigned(origin)
  const crowdloan = crowdloanOf(state, id)
  ensure(!crowdloan.finalized, errors.AlreadyFinalized)
  const given = storage.Contributions.get(state, id, contributor) ?? 0n
  ensure(given > 0n, errors.NoContribution)
  const isCreator = contributor === crowdloan.creator
  const amount = isCreator ? saturatingSubU64(given, crowdloan.deposit) : given
  ensure(amount > 0n, errors.DepositCannotBeWithdrawn)

  if (isCreator) storage.Contributions.set(state, id, contributor, crowdloan.deposit)
  else storage.Contributions.delete(state, id, contributor)
  transfer(state, crowdloan.funds_account, contributor, amount, "AllowDeath")
  storage.Crowdloans.set(state, id, {
    ...crowdloan,
    raised: saturatingSubU64(crowdloan.raised, amount),
    contributors_count: crowdloan.contributors_count - (isCreator ? 0 : 1),
  })
  events.Withdrew.deposit(state, { crowdloan_id: id, contributor, amount })
}
