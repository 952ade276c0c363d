import { ensure, fail } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { encode } from "@taonet/primitives/scale/index"
import { ProxyType } from "../../types/subtensorCommon.ts"
import { adjustReserve, unreserve } from "../balances/reserve.ts"
import { proxyDeposit } from "./deposits.ts"
import { constants, errors, events, storage } from "./schema.ts"
import type { ProxyDefinition } from "./types.ts"

/** Gives a delegate rights over an account, against its deposit. Raises NoSelfProxy, Duplicate, TooMany, InsufficientBalance. */
export function addDelegate(state: State, real: Hex, proxy: ProxyDefinition): void {
  ensure(real !== proxy.delegate, errors.NoSelfProxy)
  const [proxies, deposit] = storage.Proxies.get(state, real)
  const place = proxies.findIndex((item) => compare(item, proxy) >= 0)
  const index = place < 0 ? proxies.length : place
  const found = proxies[index]
  ensure(!found || compare(found, proxy) !== 0, errors.Duplicate)
  ensure(proxies.length < constants.MaxProxies.get(state), errors.TooMany)
  const needed = proxyDeposit(state, proxies.length + 1)
  adjustReserve(state, real, deposit, needed)
  storage.Proxies.set(state, real, [proxies.toSpliced(index, 0, proxy), needed])
  events.ProxyAdded.deposit(state, eventOf(real, proxy))
}

/** Takes rights back and returns what the deposit was too much; also ends the consent to pay the delegate's fees. Raises NotFound. */
export function removeDelegate(state: State, real: Hex, proxy: ProxyDefinition): void {
  const [proxies, deposit] = storage.Proxies.get(state, real)
  const index = proxies.findIndex((item) => compare(item, proxy) === 0)
  ensure(index >= 0, errors.NotFound)
  const left = proxies.toSpliced(index, 1)
  const needed = proxyDeposit(state, left.length)
  adjustReserve(state, real, deposit, needed)
  if (left.length > 0) storage.Proxies.set(state, real, [left, needed])
  else storage.Proxies.delete(state, real)
  storage.RealPaysFeeConsentV1.delete(state, real, proxy.delegate)
  events.ProxyRemoved.deposit(state, eventOf(real, proxy))
}

/** Takes all rights back and returns the deposit. Tells nothing of it. */
export function removeAllDelegates(state: State, real: Hex): void {
  const [, deposit] = storage.Proxies.get(state, real)
  storage.Proxies.delete(state, real)
  unreserve(state, real, deposit)
  storage.RealPaysFeeConsentV1.clear(state, real)
}

/** The delegate's first entry, of the type if one is asked for. Raises NotProxy. */
export function findProxy(state: State, real: Hex, delegate: Hex, type?: ProxyType): ProxyDefinition {
  const [proxies] = storage.Proxies.get(state, real)
  const found = proxies.find(
    (item) => item.delegate === delegate && (type === undefined || item.proxy_type === type),
  )
  return found ?? fail(errors.NotProxy)
}

export const proxyTypeIndex = (type: ProxyType): number => encode(ProxyType, type)[0] ?? 0

/** The list is kept by delegate, type index and delay. */
function compare(a: ProxyDefinition, b: ProxyDefinition): number {
  if (a.delegate !== b.delegate) return a.delegate < b.delegate ? -1 : 1
  return proxyTypeIndex(a.proxy_type) - proxyTypeIndex(b.proxy_type) || a.delay - b.delay
}

const eventOf = (delegator: Hex, { delegate, proxy_type, delay }: ProxyDefinition) => ({
  delegator,
  delegatee: delegate,
  proxy_type,
  delay,
})
