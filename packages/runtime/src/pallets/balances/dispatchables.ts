import { ensure } from "@taonet/frame/errors"
import { ensureRoot, ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { lookup } from "../system/lookup.ts"
import { mutateAccount } from "./account.ts"
import { burnFrom, freeBalance, issue, reducibleBalance, rescind, transfer } from "./currency.ts"
import { unreserve } from "./reserve.ts"
import { type calls, constants, errors, events, storage } from "./schema.ts"

export const transferAllowDeath: Handler<typeof calls.transfer_allow_death> = (
  state,
  origin,
  { dest, value },
) => {
  const source = ensureSigned(origin)
  transfer(state, source, lookup(dest), value, "AllowDeath")
}

export const transferKeepAlive: Handler<typeof calls.transfer_keep_alive> = (
  state,
  origin,
  { dest, value },
) => {
  const source = ensureSigned(origin)
  transfer(state, source, lookup(dest), value, "KeepAlive")
}

export const transferAll: Handler<typeof calls.transfer_all> = (state, origin, { dest, keep_alive }) => {
  const source = ensureSigned(origin)
  const amount = reducibleBalance(state, source, keep_alive ? "Preserve" : "Expendable")
  transfer(state, source, lookup(dest), amount, keep_alive ? "KeepAlive" : "AllowDeath")
}

export const forceTransfer: Handler<typeof calls.force_transfer> = (
  state,
  origin,
  { source, dest, value },
) => {
  ensureRoot(origin)
  transfer(state, lookup(source), lookup(dest), value, "AllowDeath")
}

/** Root sets a free balance; an amount below the existential deposit removes the account. The issuance follows. */
export const forceSetBalance: Handler<typeof calls.force_set_balance> = (
  state,
  origin,
  { who, new_free },
) => {
  ensureRoot(origin)
  const account = lookup(who)
  const free = new_free < constants.ExistentialDeposit.get(state) ? 0n : new_free
  const before = freeBalance(state, account)
  mutateAccount(state, account, (data) => ({ ...data, free }))
  issue(state, saturatingSubU64(free, before))
  rescind(state, saturatingSubU64(before, free))
  events.BalanceSet.deposit(state, { who: account, free })
}

/** Sets up to `amount` of a reserve free. Nothing to release is no failure, and no event. */
export const forceUnreserve: Handler<typeof calls.force_unreserve> = (state, origin, { who, amount }) => {
  ensureRoot(origin)
  unreserve(state, lookup(who), amount)
}

/** Every account of this chain has the current layout, so there is nothing to convert and the fee stays. */
export const upgradeAccounts: Handler<typeof calls.upgrade_accounts> = (_state, origin) => {
  ensureSigned(origin)
}

/** Corrects the recorded issuance, up to what 64 bits hold. */
export const forceAdjustTotalIssuance: Handler<typeof calls.force_adjust_total_issuance> = (
  state,
  origin,
  { direction, delta },
) => {
  ensureRoot(origin)
  ensure(delta > 0n, errors.DeltaZero)
  const old = storage.TotalIssuance.get(state)
  const adjusted = direction === "Increase" ? saturatingAddU64(old, delta) : saturatingSubU64(old, delta)
  ensure(storage.InactiveIssuance.get(state) <= adjusted, errors.IssuanceDeactivated)
  storage.TotalIssuance.set(state, adjusted)
  events.TotalIssuanceForced.deposit(state, { old, new: adjusted })
}

export const burn: Handler<typeof calls.burn> = (state, origin, { value, keep_alive }) => {
  burnFrom(state, ensureSigned(origin), value, keep_alive ? "Preserve" : "Expendable")
}
