import { DispatchFailure, ensure, fail } from "@taonet/frame/errors"
import { ensureSigned, type Origin } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import { freeBalance, transfer } from "../../balances/currency.ts"
import { peekCall } from "../../preimage/bounded.ts"
import type { Bounded } from "../../scheduler/types.ts"
import { crowdloanOf } from "../crowdloans.ts"
import { type calls, errors, events, storage } from "../schema.ts"
import type { CrowdloanInfo } from "../types.ts"

/**
 * Pays a filled crowdloan out, before or after its end: to its target, or to where its call takes the money. The call runs in the signer's
 * name, with the filters of the origin, and learns from `CurrentCrowdloanId` which crowdloan it is about. The rows stay for ever.
 */
export const finalize: Handler<typeof calls.finalize> = (state, origin, { crowdloan_id: id }) => {
  const who = ensureSigned(origin)
  const crowdloan = crowdloanOf(state, id)
  ensure(who === crowdloan.creator, errors.InvalidOrigin)
  ensure(crowdloan.raised === crowdloan.cap, errors.CapNotRaised)
  ensure(!crowdloan.finalized, errors.AlreadyFinalized)
  ensure(storage.CurrentCrowdloanId.get(state) === undefined, errors.AlreadyFinalizing)
  storage.Crowdloans.set(state, id, { ...crowdloan, finalized: true })

  const { call, target_address: target, funds_account, raised } = crowdloan
  if (call && !target) runCall(state, origin, id, crowdloan, call)
  else if (target && !call) transfer(state, funds_account, target, raised, "AllowDeath")
  else fail(errors.InvalidFinalizationConfig)
  events.Finalized.deposit(state, { crowdloan_id: id })
}

/** Raises CallUnavailable, the call's own error, and FundsNotSettled where it left some of the money behind. */
function runCall(
  state: State,
  origin: Origin,
  id: number,
  { funds_account, raised }: CrowdloanInfo,
  stored: Bounded,
): void {
  storage.CurrentCrowdloanId.set(state, id)
  const { call } = peekCall(state, stored) ?? fail(errors.CallUnavailable)
  const held = freeBalance(state, funds_account)
  const result = state.dispatcher.dispatch(state, origin, call)
  // What the call would have cost is not this call's to report.
  if (!result.ok) throw new DispatchFailure(result.error.value, result.error.message)
  storage.CurrentCrowdloanId.delete(state)
  ensure(held - freeBalance(state, funds_account) >= raised, errors.FundsNotSettled)
}
