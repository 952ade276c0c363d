/**
 * Reserved TAO: still the account's, but out of its reach until the pallet that asked for it lets go. Amounts are rao.
 * Source: pallet_balances `ReservableCurrency`.
 */
import { ensure, failWith } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint, U64_MAX } from "@taonet/primitives/integers"
import { storage as system } from "../system/schema.ts"
import { mutateAccount } from "./account.ts"
import { totalBalance } from "./currency.ts"
import { errors, events } from "./schema.ts"

/**
 * Moves free TAO into the reserve (Reserved). Raises InsufficientBalance, LiquidityRestrictions, and ConsumerRemaining where less than
 * the existential deposit would stay free.
 */
export function reserve(state: State, who: Hex, amount: bigint): void {
  if (amount === 0n) return
  const { free, reserved, frozen } = system.Account.get(state, who).data
  ensure(free >= amount, errors.InsufficientBalance)
  if (reserved + amount > U64_MAX) failWith({ type: "Arithmetic", value: "Overflow" })
  ensure(free - amount >= frozen, errors.LiquidityRestrictions)
  mutateAccount(state, who, (data) => ({
    ...data,
    free: data.free - amount,
    reserved: data.reserved + amount,
  }))
  events.Reserved.deposit(state, { who, amount })
}

/** Sets up to `amount` of the reserve free (Unreserved) and returns how much it was. Accounts without any balance stay untouched. */
export function unreserve(state: State, who: Hex, amount: bigint): bigint {
  if (amount === 0n || totalBalance(state, who) === 0n) return 0n
  const released = minBigint(amount, system.Account.get(state, who).data.reserved)
  mutateAccount(state, who, (data) => ({
    ...data,
    free: data.free + released,
    reserved: data.reserved - released,
  }))
  events.Unreserved.deposit(state, { who, amount: released })
  return released
}

/** Reserves or sets free what lies between two sizes of a deposit. */
export function adjustReserve(state: State, who: Hex, from: bigint, to: bigint): void {
  if (to > from) reserve(state, who, to - from)
  else unreserve(state, who, from - to)
}
