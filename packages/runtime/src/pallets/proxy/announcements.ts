import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { adjustReserve } from "../balances/reserve.ts"
import { blockNumber } from "../system/account.ts"
import { findProxy } from "./delegates.ts"
import { announcementDeposit } from "./deposits.ts"
import { constants, errors, events, storage } from "./schema.ts"
import type { Announcement } from "./types.ts"

/** Notes which call a delegate is going to make, against a deposit. Raises NotProxy, TooMany, InsufficientBalance. */
export function announceCall(state: State, delegate: Hex, real: Hex, call_hash: Hex): void {
  findProxy(state, real, delegate)
  const [pending, deposit] = storage.Announcements.get(state, delegate)
  ensure(pending.length < constants.MaxPending.get(state), errors.TooMany)
  const needed = announcementDeposit(state, pending.length + 1)
  adjustReserve(state, delegate, deposit, needed)
  const added = { real, call_hash, height: blockNumber(state) }
  storage.Announcements.set(state, delegate, [[...pending, added], needed])
  events.Announced.deposit(state, { real, proxy: delegate, call_hash })
}

/** Drops a delegate's announcements that match and returns their deposit. Returns whether there were any. */
export function dropAnnouncements(
  state: State,
  delegate: Hex,
  matches: (announcement: Announcement) => boolean,
): boolean {
  const [pending, deposit] = storage.Announcements.get(state, delegate)
  const left = pending.filter((item) => !matches(item))
  if (left.length === pending.length) return false
  const needed = announcementDeposit(state, left.length)
  adjustReserve(state, delegate, deposit, needed)
  if (left.length > 0) storage.Announcements.set(state, delegate, [left, needed])
  else storage.Announcements.delete(state, delegate)
  return true
}
