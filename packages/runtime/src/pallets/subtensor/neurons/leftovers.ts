import type { State } from "@taonet/frame/state"
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
