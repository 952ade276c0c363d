/**
 * Holds: reserves that name their reason, so that each pallet lets go of its own only. No event tells of them on this chain. Amounts are
 * rao. Source: pallet_balances `fungible::MutateHold`.
 */
import { assert, failWith } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint, saturatingSubU64, U64_MAX } from "@taonet/primitives/integers"
import type { RuntimeHoldReason } from "../../types/holds.ts"
import { storage as system } from "../system/schema.ts"
import { dropIssuance, mutateAccount } from "./account.ts"
import { freeBalance } from "./currency.ts"
import { constants, storage } from "./schema.ts"

export function heldBalance(state: State, reason: RuntimeHoldReason, who: Hex): bigint {
  return storage.Holds.get(state, who).find(({ id }) => isSame(id, reason))?.amount ?? 0n
}

/** Moves free TAO into a hold. Raises Token(CannotCreateHold) without an account, Token(FundsUnavailable) if its life needs the TAO. */
export function hold(state: State, reason: RuntimeHoldReason, who: Hex, amount: bigint): void {
  if (system.Account.get(state, who).providers === 0) failWith({ type: "Token", value: "CannotCreateHold" })
  if (amount > holdable(state, who)) failWith({ type: "Token", value: "FundsUnavailable" })
  if (amount === 0n) return
  mutateAccount(state, who, (data) => ({ ...data, free: data.free - amount }))
  setHeld(state, reason, who, heldBalance(state, reason, who) + amount)
}

/** Sets up to `amount` of a hold free and returns how much it was. Raises Token(CannotCreate) where the account could not take it. */
export function release(state: State, reason: RuntimeHoldReason, who: Hex, amount: bigint): bigint {
  const { free, reserved } = system.Account.get(state, who).data
  const takes = free + amount >= constants.ExistentialDeposit.get(state) && free + reserved <= U64_MAX
  if (amount > 0n && !takes) failWith({ type: "Token", value: "CannotCreate" })
  const held = heldBalance(state, reason, who)
  const released = minBigint(amount, held)
  if (released === 0n) return 0n
  setHeld(state, reason, who, held - released)
  mutateAccount(state, who, (data) => ({ ...data, free: data.free + released }))
  return released
}

/** Destroys up to `amount` of a hold and returns how much it was. */
export function burnHeld(state: State, reason: RuntimeHoldReason, who: Hex, amount: bigint): bigint {
  const held = heldBalance(state, reason, who)
  const burned = minBigint(amount, held)
  setHeld(state, reason, who, held - burned)
  dropIssuance(state, burned)
  return burned
}

/** What may be held: freezes do not matter, but the existential deposit stays where it alone keeps the account alive. */
function holdable(state: State, who: Hex): bigint {
  const free = freeBalance(state, who)
  const needed = system.Account.get(state, who).providers === 1 && free > 0n
  return needed ? saturatingSubU64(free, constants.ExistentialDeposit.get(state)) : free
}

function setHeld(state: State, reason: RuntimeHoldReason, who: Hex, amount: bigint): void {
  const holds = storage.Holds.get(state, who)
  const before = holds.find(({ id }) => isSame(id, reason))
  const change = amount - (before?.amount ?? 0n)
  const { reserved } = system.Account.get(state, who).data
  assert(reserved + change >= 0n, "a hold is larger than the reserve that it is part of")
  if (reserved + change > U64_MAX) failWith({ type: "Arithmetic", value: "Overflow" })
  mutateAccount(state, who, (data) => ({ ...data, reserved: data.reserved + change }))
  const after = before
    ? holds.map((item) => (item === before ? { id: item.id, amount } : item))
    : [...holds, { id: reason, amount }]
  storage.Holds.set(
    state,
    who,
    after.filter((item) => item.amount > 0n),
  )
}

const isSame = (a: RuntimeHoldReason, b: RuntimeHoldReason): boolean =>
  a.type === b.type && a.value === b.value
