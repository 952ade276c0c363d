import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { concatBytes, equalBytes, utf8 } from "@taonet/primitives/bytes"
import type { Hex } from "@taonet/primitives/hex"
import { mutateAccount } from "../../balances/account.ts"
import { storage as balances, events as balancesEvents } from "../../balances/schema.ts"
import type { BalanceLock } from "../../balances/types.ts"
import { storage as system } from "../../system/schema.ts"
import { errors } from "../schema.ts"
import { coldkeyBalance } from "../staking/tao.ts"

/*
 * The TAO of a subnet creation that waits stays on the coldkey, under a balance lock of its own.
 */

/** Locks the cost of a waiting creation. Raises InsufficientTaoBalance. */
export function setRegistrationLock(state: State, coldkey: Hex, rao: bigint, lockId: number): void {
  ensure(rao <= coldkeyBalance(state, coldkey), errors.InsufficientTaoBalance)
  if (rao === 0n) return
  const others = locksWithout(state, coldkey, lockId)
  writeLocks(state, coldkey, [...others, { id: lockName(lockId), amount: rao, reasons: "All" }])
}

export const removeRegistrationLock = (state: State, coldkey: Hex, lockId: number): void =>
  writeLocks(state, coldkey, locksWithout(state, coldkey, lockId))

/** "rglk" and the id's four bytes, low ones first. */
function lockName(lockId: number): Uint8Array {
  const id = Uint8Array.of(lockId, lockId >>> 8, lockId >>> 16, lockId >>> 24)
  return concatBytes(utf8("rglk"), id)
}

const locksWithout = (state: State, coldkey: Hex, lockId: number): BalanceLock[] =>
  balances.Locks.get(state, coldkey).filter(({ id }) => !equalBytes(id, lockName(lockId)))

/** What is frozen is the largest of all locks and freezes, not their sum. */
function writeLocks(state: State, coldkey: Hex, locks: BalanceLock[]): void {
  const before = system.Account.get(state, coldkey).data.frozen
  const holds = [...locks, ...balances.Freezes.get(state, coldkey)]
  const frozen = holds.reduce((most, { amount }) => (amount > most ? amount : most), 0n)
  mutateAccount(state, coldkey, (data) => ({ ...data, frozen }))
  if (locks.length > 0) balances.Locks.set(state, coldkey, locks)
  else balances.Locks.delete(state, coldkey)
  if (frozen > before) balancesEvents.Locked.deposit(state, { who: coldkey, amount: frozen - before })
  if (frozen < before) balancesEvents.Unlocked.deposit(state, { who: coldkey, amount: before - frozen })
}
