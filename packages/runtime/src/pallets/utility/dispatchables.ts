import type { DispatchResult } from "@taonet/frame/dispatch/dispatcher"
import { DispatchFailure, failWith } from "@taonet/frame/errors"
import { ensureRoot, ensureSigned, type Origin, rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { totalOf, type Weight, zeroWeight } from "@taonet/frame/schema/weights"
import type { State } from "@taonet/frame/state"
import type { OriginCaller } from "../../types/node.ts"
import { failAfter } from "./batch.ts"
import { derivativeAccount } from "./derivative.ts"
import { runInner, sumWeights } from "./inner.ts"
import { originOf } from "./origins.ts"
import { outcome } from "./outcome.ts"
import { type calls, events, weights } from "./schema.ts"

/** Acts as a numbered account of the signer, who keeps the filters it came with. The call's failure is this one's. */
export const asDerivative: Handler<typeof calls.as_derivative> = (state, origin, { index, call }) => {
  const account = derivativeAccount(ensureSigned(origin), index)
  const { result, weight } = runInner(state, { ...signedOrigin(account), ...filterOf(origin) }, call)
  const used = sumWeights(ownWeight("as_derivative"), weight)
  if (!result.ok) failAfter(result.error, used)
  return { weight: used }
}

/** Tries `main`, and `fallback` if that failed. Fails with the fallback's error only. */
export const ifElse: Handler<typeof calls.if_else> = (state, origin, { main, fallback }) => {
  if (origin.type === "None") failWith({ type: "BadOrigin" })
  const first = runInner(state, origin, main)
  const used = sumWeights(ownWeight("if_else"), first.weight)
  if (first.result.ok) {
    events.IfElseMainSuccess.deposit(state, undefined)
    return { weight: used }
  }
  const second = runInner(state, origin, fallback)
  const usedByBoth = sumWeights(used, second.weight)
  if (!second.result.ok) failAfter(second.result.error, usedByBoth)
  events.IfElseFallbackCalled.deposit(state, { main_error: first.result.error.value })
  return { weight: usedByBoth }
}

/** Root runs a call under any origin and hears of its result only by event. */
export const dispatchAs: Handler<typeof calls.dispatch_as> = (state, origin, { as_origin, call }) => {
  ensureRoot(origin)
  const result = dispatchUnder(state, as_origin, call)
  events.DispatchedAs.deposit(state, { result: outcome(result) })
}

/** Root runs a call under any origin and fails as it does. */
export const dispatchAsFallible: Handler<typeof calls.dispatch_as_fallible> = (
  state,
  origin,
  { as_origin, call },
) => {
  ensureRoot(origin)
  const result = dispatchUnder(state, as_origin, call)
  if (!result.ok) throw new DispatchFailure(result.error.value, result.error.message)
  events.DispatchedAs.deposit(state, { result: { ok: true, value: undefined } })
}

/** Root runs a call as root; only its declared weight differs. */
export const withWeight: Handler<typeof calls.with_weight> = (state, origin, { call }) => {
  ensureRoot(origin)
  const result = state.dispatcher.dispatch(state, rootOrigin, call)
  if (!result.ok) throw new DispatchFailure(result.error.value, result.error.message)
}

function ownWeight(name: keyof typeof calls): Weight {
  const own = weights[name]
  return own ? totalOf(own) : zeroWeight
}

const filterOf = (origin: Origin) =>
  origin.type === "Signed" && origin.filter ? { filter: origin.filter } : {}

function dispatchUnder(state: State, caller: OriginCaller, call: RuntimeCallValue): DispatchResult {
  const origin = originOf(caller)
  if (origin) return state.dispatcher.dispatch(state, origin, call, { bypassFilter: true })
  return { ok: false, error: new DispatchFailure({ type: "BadOrigin" }), post: {} }
}
