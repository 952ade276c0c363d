import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler, InfoRule } from "@taonet/frame/pallet"
import type { ArgsOf } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { U32_MAX } from "@taonet/primitives/integers"
import { freeBalance, transfer } from "../../balances/currency.ts"
import { boundCall } from "../../preimage/bounded.ts"
import { holdAccount } from "../../subtensor/leases/leaseAccounts.ts"
import { blockNumber } from "../../system/account.ts"
import { sumWeights } from "../../utility/inner.ts"
import { ensureEndInWindow, fundsAccount } from "../crowdloans.ts"
import { type calls, constants, errors, events, storage } from "../schema.ts"

type Terms = ArgsOf<typeof calls.create>

/** Opens a crowdloan. Its funds account exists from now on whatever it holds, and the deposit is its first contribution. */
export const create: Handler<typeof calls.create> = (state, origin, terms) => {
  const creator = ensureSigned(origin)
  const { deposit, min_contribution, cap, end, call, target_address } = terms
  ensureTerms(state, terms)
  ensure(freeBalance(state, creator) >= deposit, errors.InsufficientBalance)
  const id = nextId(state)
  const funds_account = fundsAccount(state, id)
  holdAccount(state, funds_account)
  storage.Crowdloans.set(state, id, {
    creator,
    deposit,
    min_contribution,
    end,
    cap,
    funds_account,
    raised: deposit,
    target_address,
    call: call && boundCall(state, call),
    finalized: false,
    contributors_count: 1,
  })
  transfer(state, creator, funds_account, deposit, "AllowDeath")
  storage.Contributions.set(state, id, creator, deposit)
  events.Created.deposit(state, { crowdloan_id: id, creator, end, cap })
}

/** The creator pays for the call inside when the crowdloan is opened, not when it is finalized. */
export const createInfo: InfoRule = ({ call }: Terms, base, dispatcher) =>
  call ? { ...base, weight: sumWeights(base.weight, dispatcher.info(call).weight) } : base

function ensureTerms(
  state: State,
  { deposit, cap, min_contribution, call, target_address, end }: Terms,
): void {
  ensure(deposit >= constants.MinimumDeposit.get(state), errors.DepositTooLow)
  ensure(cap > deposit, errors.CapTooLow)
  ensure(
    min_contribution >= constants.AbsoluteMinimumContribution.get(state),
    errors.MinimumContributionTooLow,
  )
  ensure((call === undefined) !== (target_address === undefined), errors.InvalidFinalizationConfig)
  ensureEndInWindow(state, blockNumber(state), end)
}

function nextId(state: State): number {
  const id = storage.NextCrowdloanId.get(state)
  ensure(id < U32_MAX, errors.Overflow)
  storage.NextCrowdloanId.set(state, id + 1)
  return id
}
