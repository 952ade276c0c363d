import { DispatchFailure, ensure, fail } from "@taonet/frame/errors"
import { ensureSigned, signedOrigin } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { adjustReserve, unreserve } from "../balances/reserve.ts"
import { encodedCall } from "../utility/encoded.ts"
import { sumWeights } from "../utility/inner.ts"
import { outcome } from "../utility/outcome.ts"
import { approve, depositFor, isSameTime } from "./approvals.ts"
import { costOf } from "./costs.ts"
import { type calls, errors, events, storage } from "./schema.ts"
import { ensureSignatories, multisigAccount, multisigOf } from "./signatories.ts"
import { timepointNow } from "./timepoint.ts"

/* behaviour/other-pallets.md section 3; order of checks: pallet_multisig of the reference. */

/** Runs a call at once for an account of which each signatory is enough. Fails as the call does. */
export const asMultiThreshold1: Handler<typeof calls.as_multi_threshold_1> = (
  state,
  origin,
  { other_signatories, call },
) => {
  const who = ensureSigned(origin)
  const multisig = multisigAccount(ensureSignatories(state, who, other_signatories), 1)
  const { bytes, hash } = encodedCall(call)
  const result = state.dispatcher.dispatch(state, signedOrigin(multisig), call)
  const used = result.post.weight
  const post = used ? { weight: sumWeights(costOf("threshold1", 0, bytes.length), used) } : undefined
  if (!result.ok) throw new DispatchFailure(result.error.value, result.error.message, post ?? result.post)
  events.MultisigExecuted.deposit(state, {
    approving: who,
    timepoint: timepointNow(state),
    multisig,
    call_hash: hash,
    result: outcome(result),
  })
  return post
}

/** Approves a call that comes along, and runs it when that was the last approval. */
export const asMulti: Handler<typeof calls.as_multi> = (
  state,
  origin,
  { threshold, other_signatories, maybe_timepoint, call, max_weight },
) => {
  const who = ensureSigned(origin)
  const { bytes, hash } = encodedCall(call)
  return approve(state, {
    who,
    threshold,
    others: other_signatories,
    timepoint: maybe_timepoint,
    hash,
    call: { value: call, length: bytes.length },
    maxWeight: max_weight,
  })
}

/** Approves a call by its hash; never runs it. */
export const approveAsMulti: Handler<typeof calls.approve_as_multi> = (
  state,
  origin,
  { threshold, other_signatories, maybe_timepoint, call_hash, max_weight },
) =>
  approve(state, {
    who: ensureSigned(origin),
    threshold,
    others: other_signatories,
    timepoint: maybe_timepoint,
    hash: call_hash,
    maxWeight: max_weight,
  })

/** Who opened a pending call withdraws it. */
export const cancelAsMulti: Handler<typeof calls.cancel_as_multi> = (
  state,
  origin,
  { threshold, other_signatories, timepoint, call_hash },
) => {
  const who = ensureSigned(origin)
  const multisig = multisigOf(state, who, other_signatories, threshold)
  const pending = storage.Multisigs.get(state, multisig, call_hash) ?? fail(errors.NotFound)
  ensure(isSameTime(pending.when, timepoint), errors.WrongTimepoint)
  ensure(pending.depositor === who, errors.NotOwner)
  unreserve(state, who, pending.deposit)
  storage.Multisigs.delete(state, multisig, call_hash)
  events.MultisigCancelled.deposit(state, { cancelling: who, timepoint, multisig, call_hash })
}

/** Brings the deposit of a pending call to the current price. Free of charge if it changed. */
export const pokeDeposit: Handler<typeof calls.poke_deposit> = (
  state,
  origin,
  { threshold, other_signatories, call_hash },
) => {
  const who = ensureSigned(origin)
  const multisig = multisigOf(state, who, other_signatories, threshold)
  const pending = storage.Multisigs.get(state, multisig, call_hash) ?? fail(errors.NotFound)
  ensure(pending.depositor === who, errors.NotOwner)
  const old_deposit = pending.deposit
  const new_deposit = depositFor(state, threshold)
  if (new_deposit === old_deposit) return
  adjustReserve(state, who, old_deposit, new_deposit)
  storage.Multisigs.set(state, multisig, call_hash, { ...pending, deposit: new_deposit })
  events.DepositPoked.deposit(state, { who, call_hash, old_deposit, new_deposit })
  return { pays: "No" }
}
