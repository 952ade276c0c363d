/**
 * Moves of TAO as `frame_support::traits::fungible` defines them. Amounts are rao. Failures are the wire's: Token(FundsUnavailable, Frozen,
 * NotExpendable, BelowMinimum) and Arithmetic.
 */
import { failWith } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { U64_MAX } from "@taonet/primitives/integers"
import { canDecrementProvider } from "../system/account.ts"
import { storage as system } from "../system/schema.ts"
import { dropIssuance, mutateAccount } from "./account.ts"
import { constants, events, storage } from "./schema.ts"

/** `Expendable`: the account may die. `Preserve`: the existential deposit must stay. */
export type Preservation = "Expendable" | "Preserve"
/** What a transfer may do to the sender, in the calls' words. */
export type Existence = "AllowDeath" | "KeepAlive"

export const freeBalance = (state: State, who: Hex): bigint => system.Account.get(state, who).data.free

export function totalBalance(state: State, who: Hex): bigint {
  const { data } = system.Account.get(state, who)
  return data.free + data.reserved
}

/** How much can leave the account: free minus what is frozen beyond the reserve, and minus the existential deposit when it must live. */
export function reducibleBalance(state: State, who: Hex, preservation: Preservation): bigint {
  const info = system.Account.get(state, who)
  const { free, reserved, frozen } = info.data
  const minimum = constants.ExistentialDeposit.get(state)
  let untouchable = frozen > reserved ? frozen - reserved : 0n
  const mustLive = preservation === "Preserve" || !canDecrementProvider(info)
  if (mustLive && untouchable < minimum) untouchable = minimum
  return free > untouchable ? free - untouchable : 0n
}

/** Moves TAO and emits Transfer. A transfer to oneself is checked, and then changes and tells nothing. */
export function transfer(state: State, from: Hex, to: Hex, amount: bigint, existence: Existence): void {
  ensureWithdrawable(state, from, amount, existence === "KeepAlive")
  ensureDepositable(state, to, amount)
  if (from === to) return
  // Also of nothing: the reference touches the sender, and an account without a row then says Endowed, with 0.
  decrease(state, from, amount, existence === "KeepAlive" ? "Preserve" : "Expendable")
  if (amount > 0n) increase(state, to, amount)
  events.Transfer.deposit(state, { from, to, amount })
}

/** Takes TAO from an account into an imbalance of the caller's: emits Withdraw, issuance unchanged. */
export function debit(state: State, who: Hex, amount: bigint, preservation: Preservation): void {
  decrease(state, who, amount, preservation)
  events.Withdraw.deposit(state, { who, amount })
}

/** Puts an imbalance of the caller's into an account: emits Deposit, issuance unchanged. */
export function credit(state: State, who: Hex, amount: bigint): void {
  if (amount > 0n) increase(state, who, amount)
  events.Deposit.deposit(state, { who, amount })
}

/** Like `credit`, but an account that the amount would not bring to life gets nothing. Returns what was put in. */
export function creditWherePossible(state: State, who: Hex, amount: bigint): bigint {
  const possible = freeBalance(state, who) + amount >= constants.ExistentialDeposit.get(state)
  const put = possible ? amount : 0n
  credit(state, who, put)
  return put
}

/** Creates TAO as an imbalance of the caller's: emits Issued. */
export function issue(state: State, amount: bigint): void {
  if (amount === 0n) return
  raiseIssuance(state, amount)
  events.Issued.deposit(state, { amount })
}

/** Takes TAO out of the recorded issuance: emits Rescinded. */
export function rescind(state: State, amount: bigint): void {
  if (amount === 0n) return
  dropIssuance(state, amount)
  events.Rescinded.deposit(state, { amount })
}

/** Takes TAO out of an account and out of existence (Withdraw). */
export function withdraw(state: State, who: Hex, amount: bigint, existence: Existence): void {
  debit(state, who, amount, existence === "KeepAlive" ? "Preserve" : "Expendable")
  dropIssuance(state, amount)
}

/** Creates TAO in an account (Deposit). */
export function deposit(state: State, who: Hex, amount: bigint): void {
  raiseIssuance(state, amount)
  credit(state, who, amount)
}

/** Creates TAO in an account (Minted). */
export function mintInto(state: State, who: Hex, amount: bigint): void {
  raiseIssuance(state, amount)
  increase(state, who, amount)
  events.Minted.deposit(state, { who, amount })
}

/** Destroys TAO of an account (Burned). */
export function burnFrom(state: State, who: Hex, amount: bigint, preservation: Preservation): void {
  decrease(state, who, amount, preservation)
  dropIssuance(state, amount)
  events.Burned.deposit(state, { who, amount })
}

/** Raises the failure that `can_withdraw` of the reference ends in. */
export function ensureWithdrawable(state: State, who: Hex, amount: bigint, keepAlive: boolean): void {
  if (amount === 0n) return
  if (amount > storage.TotalIssuance.get(state)) failWith({ type: "Arithmetic", value: "Underflow" })
  const { free } = system.Account.get(state, who).data
  if (free < amount) failWith({ type: "Token", value: "FundsUnavailable" })
  if (amount > reducibleBalance(state, who, "Expendable")) failWith({ type: "Token", value: "Frozen" })
  const dies = free - amount < constants.ExistentialDeposit.get(state)
  if (dies && keepAlive) failWith({ type: "Token", value: "NotExpendable" })
}

/** Raises the failure that `can_deposit` of the reference ends in. */
export function ensureDepositable(state: State, who: Hex, amount: bigint): void {
  if (amount === 0n) return
  const { free, reserved } = system.Account.get(state, who).data
  if (free + reserved + amount > U64_MAX) failWith({ type: "Arithmetic", value: "Overflow" })
  ensureAlive(state, free + amount)
}

/** No account may come to life with less than the existential deposit. */
function ensureAlive(state: State, free: bigint): void {
  if (free < constants.ExistentialDeposit.get(state)) failWith({ type: "Token", value: "BelowMinimum" })
}

function decrease(state: State, who: Hex, amount: bigint, preservation: Preservation): void {
  if (amount > reducibleBalance(state, who, preservation))
    failWith({ type: "Token", value: "FundsUnavailable" })
  mutateAccount(state, who, (data) => ({ ...data, free: data.free - amount }))
}

function increase(state: State, who: Hex, amount: bigint): void {
  const free = freeBalance(state, who) + amount
  if (free > U64_MAX) failWith({ type: "Arithmetic", value: "Overflow" })
  ensureAlive(state, free)
  if (amount > 0n) mutateAccount(state, who, (data) => ({ ...data, free }))
}

function raiseIssuance(state: State, amount: bigint): void {
  if (amount === 0n) return
  storage.TotalIssuance.mutate(state, (issuance) => {
    const raised = issuance + amount
    if (raised > U64_MAX) failWith({ type: "Arithmetic", value: "Overflow" })
    return raised
  })
}
