/**
 * Safe mode: for a while only what keeps the chain going is let through (callFilter.ts). Root turns it on and off; on chains that set a
 * deposit, anybody may turn it on. behaviour/other-pallets.md section 7; source: pallet_safe_mode.
 */
import { attempt, ensure, fail } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU32 } from "@taonet/primitives/integers"
import type { RuntimeHoldReason } from "../../types/holds.ts"
import { burnHeld, heldBalance, hold, release } from "../balances/hold.ts"
import { blockNumber } from "../system/account.ts"
import { constants, errors, events, storage } from "./schema.ts"
import type { SafeModeExitReason } from "./types.ts"

const REASON: RuntimeHoldReason = { type: "SafeMode", value: "EnterOrExtend" }

export const isSafeMode = (state: State): boolean => storage.EnteredUntil.has(state)

/** Turns safe mode on for a number of blocks, against a deposit of `who`, if any. Raises Entered, NotConfigured, AlreadyDeposited, CurrencyError. */
export function enterSafeMode(state: State, duration: number, who?: Hex): void {
  ensure(!isSafeMode(state), errors.Entered)
  if (who !== undefined) placeDeposit(state, who, constants.EnterDepositAmount.get(state))
  const until = saturatingAddU32(blockNumber(state), duration)
  storage.EnteredUntil.set(state, until)
  events.Entered.deposit(state, { until })
}

/** Like `enterSafeMode`, for more blocks of a safe mode that is on. Raises Exited if it is not. */
export function extendSafeMode(state: State, duration: number, who?: Hex): void {
  const before = storage.EnteredUntil.get(state) ?? fail(errors.Exited)
  if (who !== undefined) placeDeposit(state, who, constants.ExtendDepositAmount.get(state))
  const until = saturatingAddU32(before, duration)
  storage.EnteredUntil.set(state, until)
  events.Extended.deposit(state, { until })
}

/** Raises Exited. */
export function exitSafeMode(state: State, reason: SafeModeExitReason): void {
  ensure(isSafeMode(state), errors.Exited)
  storage.EnteredUntil.delete(state)
  events.Exited.deposit(state, { reason })
}

/** Returns a deposit; root at any time, others when safe mode is over and the delay has passed. */
export function releaseDeposit(state: State, account: Hex, block: number, how: "asRoot" | "whenDue"): void {
  const deposit = takeDeposit(state, account, block)
  if (how === "whenDue") {
    ensure(!isSafeMode(state), errors.Entered)
    const delay = constants.ReleaseDelay.get(state) ?? fail(errors.NotConfigured)
    ensure(blockNumber(state) > saturatingAddU32(block, delay), errors.CannotReleaseYet)
  }
  const released = attempt(state, () => release(state, REASON, account, deposit))
  if (!released.ok) fail(errors.CurrencyError)
  events.DepositReleased.deposit(state, { account, amount: released.value })
}

/** Destroys a deposit. */
export function slashDeposit(state: State, account: Hex, block: number): void {
  const amount = takeDeposit(state, account, block)
  burnHeld(state, REASON, account, amount)
  events.DepositSlashed.deposit(state, { account, amount })
}

function takeDeposit(state: State, account: Hex, block: number): bigint {
  const amount = storage.Deposits.get(state, account, block) ?? fail(errors.NoDeposit)
  storage.Deposits.delete(state, account, block)
  return amount
}

function placeDeposit(state: State, account: Hex, amount: bigint | undefined): void {
  if (amount === undefined) fail(errors.NotConfigured)
  ensure(heldBalance(state, REASON, account) === 0n, errors.AlreadyDeposited)
  const held = attempt(state, () => hold(state, REASON, account, amount))
  ensure(held.ok, errors.CurrencyError)
  storage.Deposits.set(state, account, blockNumber(state), amount)
  events.DepositPlaced.deposit(state, { account, amount })
}
