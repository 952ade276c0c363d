/**
 * Moves of TAO as `frame_support::traits::fungible` defines them. Amounts are rao. Failures are the wire's: Token(FundsUnavailable, Frozen,
 * OnlyProvider, NotExpendable, BelowMinimum) and Arithmetic.
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

/** Moves TAO and emits Transfer. A transfer to oneself checks and changes nothing. */
export function transfer(state: State, from: Hex, to: Hex, amount: bigint, existence: Existence): void {
  ensureWithdrawable(state, from, amount, existence === "KeepAlive")
  ensureDepositable(state, to, amount)
  if (from !== to && amount > 0n) {
    decrease(state, from, amount, existence === "KeepAlive" ? "Preserve" : "Expendable")
    increase(state, to, amount)
  }
  events.Transfer.deposit(state, { from, to, amount })
}

/** Takes TAO from an account into an imbalance of the caller's: emits Withdraw, issuance unchanged. */
export function debit(state: State, who: Hex, amount: bigint, preservation: Preservation): void {
  if (amount > 0n) decrease(state, who, amount, preservation)
  events.Withdraw.deposit(state, { who, amount })
}

/** Puts an imbalance of the caller's into an account: emits Deposit, issuance unchanged. */
export function credit(state: State, who: Hex, amount: bigint): void {
  if (amount > 0n) {
    ensureDepositable(state, who, amount)
    increase(state, who, amount)
  }
  events.Deposit.deposit(state, { who, amount })
}

/** Creates TAO as an imbalance of the caller's: emits Issued. */
export function issue(state: State, amount: bigint): void {
  raiseIssuance(state, amount)
  events.Issued.deposit(state, { amount })
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
  ensureDepositable(state, who, amount)
  raiseIssuance(state, amount)
  if (amount > 0n) increase(state, who, amount)
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
  const info = system.Account.get(state, who)
  if (info.data.free < amount) failWith({ type: "Token", value: "FundsUnavailable" })
  if (amount > reducibleBalance(state, who, "Expendable")) {
    const frozen = info.data.frozen > info.data.reserved
    failWith({ type: "Token", value: frozen ? "Frozen" : "OnlyProvider" })
  }
  const rest = info.data.free - amount
  if (rest < constants.ExistentialDeposit.get(state)) {
    if (!canDecrementProvider(info)) failWith({ type: "Token", value: "OnlyProvider" })
    if (keepAlive) failWith({ type: "Token", value: "NotExpendable" })
  }
}

export function ensureDepositable(state: State, who: Hex, amount: bigint): void {
  if (amount === 0n) return
  const total = totalBalance(state, who) + amount
  if (total > U64_MAX) failWith({ type: "Arithmetic", value: "Overflow" })
  if (total < constants.ExistentialDeposit.get(state)) failWith({ type: "Token", value: "BelowMinimum" })
}

function decrease(state: State, who: Hex, amount: bigint, preservation: Preservation): void {
  if (amount > reducibleBalance(state, who, preservation))
    failWith({ type: "Token", value: "FundsUnavailable" })
  mutateAccount(state, who, (data) => ({ ...data, free: data.free - amount }))
}

function increase(state: State, who: Hex, amount: bigint): void {
  mutateAccount(state, who, (data) => ({ ...data, free: data.free + amount }))
}

function raiseIssuance(state: State, amount: bigint): void {
  storage.TotalIssuance.mutate(state, (issuance) => {
    const raised = issuance + amount
    if (raised > U64_MAX) failWith({ type: "Arithmetic", value: "Overflow" })
    return raised
  })
}
