import { ensure, fail } from "@taonet/frame/errors"
import { signedOrigin } from "@taonet/frame/origin"
import type { PostDispatch } from "@taonet/frame/pallet"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Weight } from "@taonet/frame/schema/weights"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { reserve, unreserve } from "../balances/reserve.ts"
import { sumWeights } from "../utility/inner.ts"
import { outcome } from "../utility/outcome.ts"
import { costOf } from "./costs.ts"
import { constants, errors, events, storage } from "./schema.ts"
import { multisigOf } from "./signatories.ts"
import { timepointNow } from "./timepoint.ts"
import type { Multisig, Timepoint } from "./types.ts"

/** One signatory's approval. The call itself is there only when it may run. */
export interface Approval {
  readonly who: Hex
  readonly threshold: number
  readonly others: readonly Hex[]
  readonly timepoint: Timepoint | undefined
  readonly hash: Uint8Array
  readonly call?: { readonly value: RuntimeCallValue; readonly length: number }
  readonly maxWeight: Weight
}

/** Rao that a pending call of this threshold has reserved. */
export const depositFor = (state: State, threshold: number): bigint =>
  constants.DepositBase.get(state) + constants.DepositFactor.get(state) * BigInt(threshold)

/**
 * Opens a pending call, adds an approval, or runs it when there are enough. Returns what that cost.
 * Raises the errors of `multisigOf`, then UnexpectedTimepoint, NoTimepoint, WrongTimepoint, MaxWeightTooLow, AlreadyApproved.
 * Source: pallet_multisig `operate`.
 */
export function approve(state: State, approval: Approval): PostDispatch {
  const { who, threshold, others, timepoint, hash, call } = approval
  const multisig = multisigOf(state, who, others, threshold)
  const length = call?.length ?? 0
  const pending = storage.Multisigs.get(state, multisig, hash)
  if (!pending) {
    ensure(timepoint === undefined, errors.UnexpectedTimepoint)
    open(state, multisig, approval)
    return { weight: costOf("open", others.length, length) }
  }
  if (timepoint === undefined) fail(errors.NoTimepoint)
  ensure(isSameTime(timepoint, pending.when), errors.WrongTimepoint)
  const { approvals } = pending
  const counts = approvals.length < threshold && !approvals.includes(who)
  if (call && approvals.length + (counts ? 1 : 0) >= threshold)
    return complete(state, multisig, pending, approval, call)
  ensure(counts, errors.AlreadyApproved)
  const place = approvals.filter((other) => other < who).length
  storage.Multisigs.set(state, multisig, hash, { ...pending, approvals: approvals.toSpliced(place, 0, who) })
  events.MultisigApproval.deposit(state, { approving: who, timepoint, multisig, call_hash: hash })
  return { weight: costOf("approve", others.length, length) }
}

export const isSameTime = (a: Timepoint, b: Timepoint): boolean =>
  a.height === b.height && a.index === b.index

function open(state: State, multisig: Hex, { who, threshold, hash }: Approval): void {
  const deposit = depositFor(state, threshold)
  reserve(state, who, deposit)
  storage.Multisigs.set(state, multisig, hash, {
    when: timepointNow(state),
    deposit,
    depositor: who,
    approvals: [who],
  })
  events.NewMultisig.deposit(state, { approving: who, multisig, call_hash: hash })
}

/** The entry goes and its deposit returns before the call runs, which might come back here. */
function complete(
  state: State,
  multisig: Hex,
  { when, depositor, deposit }: Multisig,
  { who, others, hash, maxWeight }: Approval,
  call: NonNullable<Approval["call"]>,
): PostDispatch {
  const { weight } = state.dispatcher.info(call.value)
  const fits = weight.ref_time <= maxWeight.ref_time && weight.proof_size <= maxWeight.proof_size
  ensure(fits, errors.MaxWeightTooLow)
  storage.Multisigs.delete(state, multisig, hash)
  unreserve(state, depositor, deposit)
  const result = state.dispatcher.dispatch(state, signedOrigin(multisig), call.value)
  events.MultisigExecuted.deposit(state, {
    approving: who,
    timepoint: when,
    multisig,
    call_hash: hash,
    result: outcome(result),
  })
  const used = result.post.weight
  return used ? { weight: sumWeights(costOf("complete", others.length, call.length), used) } : {}
}
