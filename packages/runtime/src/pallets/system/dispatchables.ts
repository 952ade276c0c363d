import { ensure, fail } from "@taonet/frame/errors"
import { ensureRoot, ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import { bytesToKey, utf8 } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { encode, u64 } from "@taonet/primitives/scale/index"
import { codeRefusal, depositEnvironmentUpdated, setCode as replaceCode } from "./code.ts"
import { type calls, constants, errors, events, storage } from "./schema.ts"

/* The calls of behaviour/other-pallets.md section 10. */

const HEAP_PAGES_KEY = bytesToKey(utf8(":heappages"))

/** Any origin may remark; the bytes stay in the block only. */
export const remark: Handler<typeof calls.remark> = () => undefined

export const remarkWithEvent: Handler<typeof calls.remark_with_event> = (state, origin, args) => {
  const sender = ensureSigned(origin)
  events.Remarked.deposit(state, { sender, hash: hashOf(args.remark) })
}

export const setHeapPages: Handler<typeof calls.set_heap_pages> = (state, origin, { pages }) => {
  ensureRoot(origin)
  state.set(HEAP_PAGES_KEY, encode(u64, pages))
  depositEnvironmentUpdated(state)
}

/** Raw writes: what reads the items afterwards sees them at once. */
export const setStorage: Handler<typeof calls.set_storage> = (state, origin, { items }) => {
  ensureRoot(origin)
  for (const [key, value] of items) state.set(bytesToKey(key), value)
}

export const killStorage: Handler<typeof calls.kill_storage> = (state, origin, { keys }) => {
  ensureRoot(origin)
  for (const key of keys) state.delete(bytesToKey(key))
}

export const killPrefix: Handler<typeof calls.kill_prefix> = (state, origin, { prefix, subkeys }) => {
  ensureRoot(origin)
  state.clearPrefix(bytesToKey(prefix), subkeys)
}

/** Ends the block for others: it reports the whole block's weight. */
export const setCode: Handler<typeof calls.set_code> = (state, origin, { code }) => {
  ensureRoot(origin)
  const refusal = codeRefusal(state, code)
  if (refusal) throw refusal
  replaceCode(state, code)
  return { weight: wholeBlock(state) }
}

export const setCodeWithoutChecks: Handler<typeof calls.set_code_without_checks> = (
  state,
  origin,
  { code },
) => {
  ensureRoot(origin)
  replaceCode(state, code)
  return { weight: wholeBlock(state) }
}

export const authorizeUpgrade: Handler<typeof calls.authorize_upgrade> = (state, origin, { code_hash }) => {
  ensureRoot(origin)
  authorize(state, code_hash, true)
}

export const authorizeUpgradeWithoutChecks: Handler<typeof calls.authorize_upgrade_without_checks> = (
  state,
  origin,
  { code_hash },
) => {
  ensureRoot(origin)
  authorize(state, code_hash, false)
}

/** Anybody may bring the code that was authorized, free of charge. A bad version uses the authorization up but is no failure. */
export const applyAuthorizedUpgrade: Handler<typeof calls.apply_authorized_upgrade> = (
  state,
  _origin,
  { code },
) => {
  const authorized = storage.AuthorizedUpgrade.get(state)
  if (!authorized) fail(errors.NothingAuthorized)
  ensure(hashOf(code) === authorized.code_hash, errors.Unauthorized)
  storage.AuthorizedUpgrade.delete(state)
  const refusal = authorized.check_version ? codeRefusal(state, code) : undefined
  if (refusal) {
    const { code_hash } = authorized
    events.RejectedInvalidAuthorizedUpgrade.deposit(state, { code_hash, error: refusal.value })
    return { pays: "No" }
  }
  replaceCode(state, code)
  return { weight: wholeBlock(state), pays: "No" }
}

function authorize(state: State, code_hash: Hex, check_version: boolean): void {
  storage.AuthorizedUpgrade.set(state, { code_hash, check_version })
  events.UpgradeAuthorized.deposit(state, { code_hash, check_version })
}

const hashOf = (bytes: Uint8Array): Hex => toHex(blake2b256(bytes))

const wholeBlock = (state: State) => constants.BlockWeights.get(state).max_block
