import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { unreserve } from "../balances/reserve.ts"
import { storage } from "./schema.ts"
import { dropWaiting } from "./timelockedIndex.ts"

const maps = [
  storage.CommitmentOf,
  storage.LastCommitment,
  storage.LastBondsReset,
  storage.RevealedCommitments,
  storage.UsedSpaceOf,
] as const

/** Removes what a hotkey that leaves a subnet had published there, so that a later neuron starts without it; its deposit returns. */
export function purgeNeuronCommitments(state: State, netuid: number, hotkey: Hex): void {
  const registration = storage.CommitmentOf.get(state, netuid, hotkey)
  if (registration) unreserve(state, hotkey, registration.deposit)
  for (const map of maps) map.delete(state, netuid, hotkey)
  dropWaiting(state, (of, who) => of === netuid && who === hotkey)
}

/** Removes all that was published on a subnet which is dissolved. */
export function purgeSubnetCommitments(state: State, netuid: number): void {
  for (const map of maps) map.clear(state, netuid)
  dropWaiting(state, (of) => of === netuid)
}
