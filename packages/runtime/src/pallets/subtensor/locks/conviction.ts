import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { storage } from "../storage.ts"
import type { LockState } from "../types.ts"
import { type LockKind, rollLock } from "./lockState.ts"

/** Conviction of all locks for each hotkey of a subnet that has any, U64F64 bits. The owner's locks are kept apart from the others. */
export function convictions(state: State, netuid: number): Map<Hex, bigint> {
  const sums = new Map<Hex, bigint>()
  const count = (hotkey: Hex, lock: LockState, kind: LockKind): void => {
    sums.set(hotkey, U64F64.add(sums.get(hotkey) ?? 0n, rollLock(state, lock, kind).conviction))
  }
  for (const [[, hotkey], lock] of storage.HotkeyLock.entries(state, netuid))
    count(hotkey, lock, { perpetual: true, ofOwner: false })
  for (const [[, hotkey], lock] of storage.DecayingHotkeyLock.entries(state, netuid))
    count(hotkey, lock, { perpetual: false, ofOwner: false })
  const owner = storage.SubnetOwnerHotkey.get(state, netuid)
  const perpetual = storage.OwnerLock.get(state, netuid)
  if (perpetual) count(owner, perpetual, { perpetual: true, ofOwner: true })
  const decaying = storage.DecayingOwnerLock.get(state, netuid)
  if (decaying) count(owner, decaying, { perpetual: false, ofOwner: true })
  return sums
}

/** The hotkey with the most conviction; the last in byte order of equals. A sum of zero can win. */
export function mostConvicted(sums: ReadonlyMap<Hex, bigint>): Hex | undefined {
  let best: readonly [Hex, bigint] | undefined
  for (const entry of sums) {
    const [hotkey, conviction] = entry
    if (!best || conviction > best[1] || (conviction === best[1] && hotkey > best[0])) best = entry
  }
  return best?.[0]
}
