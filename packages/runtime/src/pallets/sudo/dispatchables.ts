import { ensure } from "@taonet/frame/errors"
import { ensureSignedOrRoot, type Origin, rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import { lookup } from "../system/lookup.ts"
import { outcome } from "../utility/outcome.ts"
import { type calls, errors, events, storage } from "./schema.ts"

/*
 * Every call here is for the holder of the sudo key, or root. Who is let in pays nothing in the end: the fee is given back.
 * behaviour/other-pallets.md section 5.
 */

const free = { pays: "No" } as const

/** Runs a call as root and reports its result by event; succeeds whether or not the call did. */
export const sudo: Handler<typeof calls.sudo> = (state, origin, { call }) => {
  ensureKeyHolder(state, origin)
  const result = state.dispatcher.dispatch(state, rootOrigin, call)
  events.Sudid.deposit(state, { sudo_result: outcome(result) })
  return free
}

/** Like `sudo`; only the weight that it declares differs. */
export const sudoUncheckedWeight: Handler<typeof calls.sudo_unchecked_weight> = (state, origin, { call }) =>
  sudo(state, origin, { call })

/** Runs a call in another account's name, past all filters. */
export const sudoAs: Handler<typeof calls.sudo_as> = (state, origin, { who, call }) => {
  ensureKeyHolder(state, origin)
  const account = lookup(who)
  const result = state.dispatcher.dispatch(state, signedOrigin(account), call, { bypassFilter: true })
  events.SudoAsDone.deposit(state, { sudo_result: outcome(result) })
  return free
}

export const setKey: Handler<typeof calls.set_key> = (state, origin, { new: next }) => {
  ensureKeyHolder(state, origin)
  const holder = lookup(next)
  events.KeyChanged.deposit(state, { old: storage.Key.get(state), new: holder })
  storage.Key.set(state, holder)
  return free
}

/** Gives up the key; nobody can set one again. */
export const removeKey: Handler<typeof calls.remove_key> = (state, origin) => {
  ensureKeyHolder(state, origin)
  events.KeyRemoved.deposit(state, undefined)
  storage.Key.delete(state)
  return free
}

/** Raises BadOrigin for an unsigned origin, RequireSudo for anybody else's signature. */
function ensureKeyHolder(state: State, origin: Origin): void {
  const signer = ensureSignedOrRoot(origin)
  ensure(signer === undefined || signer === storage.Key.get(state), errors.RequireSudo)
}
