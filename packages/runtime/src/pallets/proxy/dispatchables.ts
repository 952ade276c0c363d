import { ensure } from "@taonet/frame/errors"
import { ensureSigned, signedOrigin, withFilter } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { reserve, unreserve } from "../balances/reserve.ts"
import { timepointNow } from "../multisig/timepoint.ts"
import { blockNumber } from "../system/account.ts"
import { lookup } from "../system/lookup.ts"
import { encodedCall } from "../utility/encoded.ts"
import { outcome } from "../utility/outcome.ts"
import { announceCall, dropAnnouncements } from "./announcements.ts"
import { addDelegate, findProxy, removeAllDelegates, removeDelegate } from "./delegates.ts"
import { proxyDeposit, repriceDeposits } from "./deposits.ts"
import { delegateFilter } from "./filter.ts"
import { pureAccount } from "./pure.ts"
import { type calls, errors, events, storage } from "./schema.ts"
import type { ProxyDefinition } from "./types.ts"

/* behaviour/other-pallets.md section 2; order of checks: pallet_proxy of the reference. */

/** Acts for another account at once. Succeeds whatever became of the call inside, which alone is undone if it failed. */
export const proxy: Handler<typeof calls.proxy> = (state, origin, { real, force_proxy_type, call }) => {
  const delegate = ensureSigned(origin)
  const account = lookup(real)
  const entry = findProxy(state, account, delegate, force_proxy_type)
  ensure(entry.delay === 0, errors.Unannounced)
  actFor(state, account, entry, call)
}

/** Acts for another account as announced; anybody may send it. All matching announcements that are old enough are used up. */
export const proxyAnnounced: Handler<typeof calls.proxy_announced> = (
  state,
  origin,
  { delegate, real, force_proxy_type, call },
) => {
  ensureSigned(origin)
  const who = lookup(delegate)
  const account = lookup(real)
  const entry = findProxy(state, account, who, force_proxy_type)
  const hash = toHex(encodedCall(call).hash)
  const now = blockNumber(state)
  const isDue = dropAnnouncements(
    state,
    who,
    (item) => item.real === account && item.call_hash === hash && now - item.height >= entry.delay,
  )
  ensure(isDue, errors.Unannounced)
  actFor(state, account, entry, call)
}

/** The delegate's own filters do not follow: the account acts afresh, under those of the entry. */
function actFor(state: State, real: Hex, { proxy_type }: ProxyDefinition, call: RuntimeCallValue): void {
  const origin = withFilter(signedOrigin(real), delegateFilter(proxy_type))
  const result = outcome(state.dispatcher.dispatch(state, origin, call))
  storage.LastCallResult.set(state, real, result)
  events.ProxyExecuted.deposit(state, { result })
}

export const addProxy: Handler<typeof calls.add_proxy> = (state, origin, { delegate, proxy_type, delay }) => {
  const real = ensureSigned(origin)
  addDelegate(state, real, { delegate: lookup(delegate), proxy_type, delay })
}

export const removeProxy: Handler<typeof calls.remove_proxy> = (
  state,
  origin,
  { delegate, proxy_type, delay },
) => {
  const real = ensureSigned(origin)
  removeDelegate(state, real, { delegate: lookup(delegate), proxy_type, delay })
}

export const removeProxies: Handler<typeof calls.remove_proxies> = (state, origin) => {
  removeAllDelegates(state, ensureSigned(origin))
}

/** Creates an account without a key that the signer acts for; the signer's is the deposit. */
export const createPure: Handler<typeof calls.create_pure> = (
  state,
  origin,
  { proxy_type, delay, index },
) => {
  const who = ensureSigned(origin)
  const pure = pureAccount({ spawner: who, proxy_type, index, when: timepointNow(state) })
  ensure(!storage.Proxies.has(state, pure), errors.Duplicate)
  const deposit = proxyDeposit(state, 1)
  reserve(state, who, deposit)
  storage.Proxies.set(state, pure, [[{ delegate: who, proxy_type, delay }], deposit])
  events.PureCreated.deposit(state, { pure, who, proxy_type, disambiguation_index: index })
}

/** Ends a keyless account, by itself: the deposit goes back to who created it, and what it owned is out of reach for ever. */
export const killPure: Handler<typeof calls.kill_pure> = (
  state,
  origin,
  { spawner, proxy_type, index, height, ext_index },
) => {
  const pure = ensureSigned(origin)
  const creator = lookup(spawner)
  const derived = pureAccount({ spawner: creator, proxy_type, index, when: { height, index: ext_index } })
  ensure(derived === pure, errors.NoPermission)
  const [, deposit] = storage.Proxies.get(state, pure)
  storage.Proxies.delete(state, pure)
  unreserve(state, creator, deposit)
  events.PureKilled.deposit(state, { pure, spawner: creator, proxy_type, disambiguation_index: index })
}

export const announce: Handler<typeof calls.announce> = (state, origin, { real, call_hash }) => {
  const delegate = ensureSigned(origin)
  announceCall(state, delegate, lookup(real), call_hash)
}

/** By the delegate. */
export const removeAnnouncement: Handler<typeof calls.remove_announcement> = (
  state,
  origin,
  { real, call_hash },
) => {
  const delegate = ensureSigned(origin)
  retract(state, delegate, lookup(real), call_hash)
}

/** By the account that it is about. */
export const rejectAnnouncement: Handler<typeof calls.reject_announcement> = (
  state,
  origin,
  { delegate, call_hash },
) => {
  const real = ensureSigned(origin)
  retract(state, lookup(delegate), real, call_hash)
}

function retract(state: State, delegate: Hex, real: Hex, hash: Hex): void {
  const found = dropAnnouncements(state, delegate, (item) => item.real === real && item.call_hash === hash)
  ensure(found, errors.NotFound)
}

/** Free of charge if a deposit changed. */
export const pokeDeposit: Handler<typeof calls.poke_deposit> = (state, origin) =>
  repriceDeposits(state, ensureSigned(origin)) ? { pays: "No" } : undefined

/** The account agrees, or no longer agrees, to pay for what a delegate of its has it do. */
export const setRealPaysFee: Handler<typeof calls.set_real_pays_fee> = (
  state,
  origin,
  { delegate, pays_fee },
) => {
  const real = ensureSigned(origin)
  const who = lookup(delegate)
  findProxy(state, real, who)
  if (pays_fee) storage.RealPaysFeeConsentV1.set(state, real, who, undefined)
  else storage.RealPaysFeeConsentV1.delete(state, real, who)
  events.RealPaysFeeSet.deposit(state, { real, delegate: who, pays_fee })
}
