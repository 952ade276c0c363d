import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { storage as commitments } from "../../commitments/schema.ts"
import { storage } from "../schema.ts"

/** Removes the EVM address linked to a uid, from both directions of the index. */
export function dropEvmAssociation(state: State, netuid: number, uid: number): void {
  const link = storage.AssociatedEvmAddress.get(state, netuid, uid)
  if (!link) return
  const [address] = link
  storage.AssociatedEvmAddress.delete(state, netuid, uid)
  const others = storage.AssociatedUidsByEvmAddress.get(state, netuid, address).filter(([of]) => of !== uid)
  if (others.length > 0) storage.AssociatedUidsByEvmAddress.set(state, netuid, address, others)
  else storage.AssociatedUidsByEvmAddress.delete(state, netuid, address)
}

/** Removes what a hotkey that leaves a subnet had published there, so that a later neuron starts without it. */
export function dropCommitments(state: State, netuid: number, hotkey: Hex): void {
  commitments.CommitmentOf.delete(state, netuid, hotkey)
  commitments.LastCommitment.delete(state, netuid, hotkey)
  commitments.LastBondsReset.delete(state, netuid, hotkey)
  commitments.RevealedCommitments.delete(state, netuid, hotkey)
  commitments.UsedSpaceOf.delete(state, netuid, hotkey)
  const waiting = commitments.TimelockedIndex.get(state)
  const rest = waiting.filter(([of, who]) => of !== netuid || who !== hotkey)
  if (rest.length !== waiting.length) commitments.TimelockedIndex.set(state, rest)
}
