import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { storage } from "../schema.ts"

/** Uid of a hotkey on a subnet; undefined if it is not registered there. */
export const uidOf = (state: State, netuid: number, hotkey: Hex): number | undefined =>
  storage.Uids.get(state, netuid, hotkey)

/** Hotkey of a uid; undefined where the subnet has no such neuron. */
export const hotkeyOf = (state: State, netuid: number, uid: number): Hex | undefined =>
  storage.Keys.find(state, netuid, uid)

/** Number of neurons of a subnet: its uids are 0 to one less. */
export const subnetworkN = (state: State, netuid: number): number => storage.SubnetworkN.get(state, netuid)

/** Whether the hotkey has a uid on the subnet. */
export const isRegistered = (state: State, netuid: number, hotkey: Hex): boolean =>
  storage.Uids.has(state, netuid, hotkey)

/** The hotkey that the subnet's owner named; undefined where none is stored, which the default does not tell. */
export const ownerHotkey = (state: State, netuid: number): Hex | undefined =>
  storage.SubnetOwnerHotkey.find(state, netuid)

/** Uid of the subnet owner's hotkey, if one is stored and registered. */
export function ownerUid(state: State, netuid: number): number | undefined {
  const hotkey = ownerHotkey(state, netuid)
  return hotkey === undefined ? undefined : uidOf(state, netuid, hotkey)
}

/** Uids and hotkeys of a subnet, ascending up to uid 255 (storage order). */
export function* neuronsOf(state: State, netuid: number): Generator<{ uid: number; hotkey: Hex }> {
  for (const [[, uid], hotkey] of storage.Keys.entries(state, netuid)) yield { uid, hotkey }
}
