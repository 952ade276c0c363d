import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { errors, storage } from "../schema.ts"

/** Bit of AccountFlags: the coldkey takes locked alpha from others. None does unless it says so. */
const ACCEPTS_LOCKED_ALPHA = 1n

export const rejectsLockedAlpha = (state: State, coldkey: Hex): boolean =>
  (storage.AccountFlags.get(state, coldkey) & ACCEPTS_LOCKED_ALPHA) === 0n

export function setAcceptsLockedAlpha(state: State, coldkey: Hex, accepts: boolean): void {
  const flags = storage.AccountFlags.get(state, coldkey)
  const next = accepts ? flags | ACCEPTS_LOCKED_ALPHA : flags & ~ACCEPTS_LOCKED_ALPHA
  if (next === 0n) storage.AccountFlags.delete(state, coldkey)
  else storage.AccountFlags.set(state, coldkey, next)
}

/** Raises AccountRejectsLockedAlpha for any locked amount, unless the coldkey takes such. */
export function ensureAcceptsLockedAlpha(state: State, coldkey: Hex, amount: bigint): void {
  ensure(amount === 0n || !rejectsLockedAlpha(state, coldkey), errors.AccountRejectsLockedAlpha)
}
