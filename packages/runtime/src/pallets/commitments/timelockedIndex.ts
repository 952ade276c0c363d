import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { storage } from "./schema.ts"

/*
 * Who waits for a timelocked reveal: an ordered set in one storage value, by netuid, then account.
 */

type Entry = readonly [netuid: number, who: Hex]

const comesBefore = ([netuid, who]: Entry, [otherNetuid, other]: Entry): boolean =>
  netuid < otherNetuid || (netuid === otherNetuid && who < other)

const isSame = ([netuid, who]: Entry, [otherNetuid, other]: Entry): boolean =>
  netuid === otherNetuid && who === other

export function addWaiting(state: State, entry: Entry): void {
  const waiting = storage.TimelockedIndex.get(state)
  const at = waiting.findIndex((other) => !comesBefore(other, entry))
  const next = waiting[at]
  if (next && isSame(next, entry)) return
  storage.TimelockedIndex.set(state, at < 0 ? [...waiting, entry] : waiting.toSpliced(at, 0, entry))
}

/** Takes out whom the test names. Nothing is written when that is nobody. */
export function dropWaiting(state: State, leaves: (netuid: number, who: Hex) => boolean): void {
  const waiting = storage.TimelockedIndex.get(state)
  const others = waiting.filter(([netuid, who]) => !leaves(netuid, who))
  if (others.length !== waiting.length) storage.TimelockedIndex.set(state, others)
}
