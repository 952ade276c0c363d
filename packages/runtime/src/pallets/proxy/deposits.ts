import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { adjustReserve } from "../balances/reserve.ts"
import { constants, events, storage } from "./schema.ts"
import type { DepositKind } from "./types.ts"

/** Rao that an account with so many proxies has reserved. */
export const proxyDeposit = (state: State, count: number): bigint =>
  priceOf(constants.ProxyDepositBase.get(state), constants.ProxyDepositFactor.get(state), count)

/** Rao that a delegate with so many announcements has reserved. */
export const announcementDeposit = (state: State, count: number): bigint =>
  priceOf(constants.AnnouncementDepositBase.get(state), constants.AnnouncementDepositFactor.get(state), count)

const priceOf = (base: bigint, factor: bigint, count: number): bigint =>
  count === 0 ? 0n : base + factor * BigInt(count)

/** Brings both deposits of an account to current prices. Returns whether one changed. */
export function repriceDeposits(state: State, who: Hex): boolean {
  const [proxies, forProxies] = storage.Proxies.get(state, who)
  const proxiesNow = proxyDeposit(state, proxies.length)
  if (reprice(state, who, "Proxies", forProxies, proxiesNow))
    storage.Proxies.set(state, who, [proxies, proxiesNow])
  const [pending, forPending] = storage.Announcements.get(state, who)
  const pendingNow = announcementDeposit(state, pending.length)
  if (reprice(state, who, "Announcements", forPending, pendingNow))
    storage.Announcements.set(state, who, [pending, pendingNow])
  return proxiesNow !== forProxies || pendingNow !== forPending
}

function reprice(state: State, who: Hex, kind: DepositKind, before: bigint, now: bigint): boolean {
  if (before === now) return false
  adjustReserve(state, who, before, now)
  events.DepositPoked.deposit(state, { who, kind, old_deposit: before, new_deposit: now })
  return true
}
