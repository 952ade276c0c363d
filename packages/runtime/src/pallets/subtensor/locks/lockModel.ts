import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { storage } from "../storage.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import type { LockState } from "../types.ts"
import { emptyLock, type LockKind, reduceLock, rollLock } from "./lockState.ts"
import { findLock, kindOfLock, readSum, writeLock, writeSum } from "./rows.ts"

/** A coldkey's lock for a hotkey and the sum that it counts in, both rolled to this block but not stored. */
export interface RolledLock {
  readonly hotkey: Hex
  readonly kind: LockKind
  readonly lock: LockState
  readonly sum: LockState
}

/**
 * Rolls a lock and its sum. Where the lock lost mass or conviction, the sum loses just that and is stamped with this block, so what the
 * other locks in it did since its last update is not counted; otherwise the sum is rolled as a whole. So the reference pallet does.
 */
export function rollWithSum(state: State, coldkey: Hex, netuid: number, hotkey: Hex): RolledLock {
  const kind = kindOfLock(state, coldkey, netuid, hotkey)
  const before = storage.Lock.get(state, coldkey, netuid, hotkey) ?? emptyLock(state)
  const lock = rollLock(state, before, kind)
  const lost = {
    locked_mass: saturatingSubU64(before.locked_mass, lock.locked_mass),
    conviction: U64F64.sub(before.conviction, lock.conviction),
  }
  const stored = readSum(state, netuid, hotkey, kind) ?? emptyLock(state)
  const isUnchanged = lost.locked_mass === 0n && lost.conviction === 0n
  const sum = isUnchanged
    ? rollLock(state, stored, kind)
    : { ...reduceLock(stored, lost), last_update: currentBlock(state) }
  return { hotkey, kind, lock, sum }
}

export function saveWithSum(
  state: State,
  coldkey: Hex,
  netuid: number,
  { hotkey, kind, lock, sum }: RolledLock,
): void {
  writeLock(state, coldkey, netuid, hotkey, lock)
  writeSum(state, netuid, hotkey, kind, sum)
}

/** Stores the coldkey's lock on a subnet as of this block and drops it when it has faded: what stake changes do on the way. */
export function refreshLock(state: State, coldkey: Hex, netuid: number): void {
  const found = findLock(state, coldkey, netuid)
  if (!found) return
  saveWithSum(state, coldkey, netuid, rollWithSum(state, coldkey, netuid, found.hotkey))
}

/** Releases up to `amount` of a lock whose alpha was taken away, and conviction in proportion. */
export function forceReduceLock(state: State, coldkey: Hex, netuid: number, amount: bigint): void {
  const found = findLock(state, coldkey, netuid)
  if (!found) return
  const { hotkey, kind, lock, sum } = rollWithSum(state, coldkey, netuid, found.hotkey)
  const rest = withoutMass(lock, amount, currentBlock(state))
  const lost = {
    locked_mass: saturatingSubU64(lock.locked_mass, rest.locked_mass),
    conviction: U64F64.sub(lock.conviction, rest.conviction),
  }
  const reduced = reduceLock(rollLock(state, sum, kind), lost)
  saveWithSum(state, coldkey, netuid, { hotkey, kind, lock: rest, sum: reduced })
}

function withoutMass(lock: LockState, amount: bigint, last_update: bigint): LockState {
  const locked_mass = saturatingSubU64(lock.locked_mass, amount)
  if (locked_mass === 0n) return { locked_mass, conviction: 0n, last_update }
  const share = U64F64.safeDiv(U64F64.fromInt(amount), U64F64.fromInt(lock.locked_mass))
  const conviction = U64F64.mul(lock.conviction, U64F64.sub(U64F64.ONE, share))
  return { locked_mass, conviction, last_update }
}
