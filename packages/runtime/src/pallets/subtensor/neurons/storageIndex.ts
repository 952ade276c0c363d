import type { State } from "@taonet/frame/state"
import { storage } from "../schema.ts"

/** Distance of the storage indices of two mechanisms of one subnet. */
const MECHANISM_STRIDE = 4096

/** Where mechanism `mecid` of a subnet keeps Weights, Bonds, Incentive, LastUpdate, ConsensusByMechanism and its commits. */
export const storageIndex = (netuid: number, mecid: number): number =>
  Math.min(netuid + MECHANISM_STRIDE * mecid, 0xffff)

/** Subnet and mechanism of a storage index. */
export const splitStorageIndex = (index: number): { netuid: number; mecid: number } => ({
  netuid: index % MECHANISM_STRIDE,
  mecid: Math.trunc(index / MECHANISM_STRIDE),
})

/** Storage indices of all mechanisms that the subnet has now. */
export function mechanismIndices(state: State, netuid: number): number[] {
  const count = storage.MechanismCountCurrent.get(state, netuid)
  return Array.from({ length: count }, (_, mecid) => storageIndex(netuid, mecid))
}

/** Whether the subnet exists and has that mechanism. */
export const mechanismExists = (state: State, netuid: number, mecid: number): boolean =>
  storage.NetworksAdded.get(state, netuid) && storage.MechanismCountCurrent.get(state, netuid) > mecid
