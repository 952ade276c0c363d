import { appendBytes, listLength } from "@taonet/frame/schema/append"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { encode, u64 } from "@taonet/primitives/scale/index"
import { purgeNeuronCommitments } from "../../commitments/purge.ts"
import { flushBasketDeposits } from "../baskets/deposits.ts"
import { storage } from "../schema.ts"
import { leaveOwners } from "../subnets/autoParents.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import { dropEvmAssociation } from "./leftovers.ts"
import { mechanismIndices } from "./storageIndex.ts"
import { ownerHotkey } from "./uids.ts"

const yes = Uint8Array.of(1)
const no = Uint8Array.of(0)
const zeroU16 = new Uint8Array(2)
const zeroU64 = new Uint8Array(8)

/** Adds a neuron at the next uid, which it returns. The caller has seen to it that the subnet has room. */
export function appendNeuron(state: State, netuid: number, hotkey: Hex, block: bigint): number {
  const uid = storage.SubnetworkN.get(state, netuid)
  storage.SubnetworkN.set(state, netuid, uid + 1)
  appendBytes(state, storage.Active.key(netuid), yes)
  appendBytes(state, storage.Emission.key(netuid), zeroU64)
  appendBytes(state, storage.Consensus.key(netuid), zeroU16)
  for (const index of mechanismIndices(state, netuid)) {
    appendBytes(state, storage.Incentive.key(index), zeroU16)
    const clocks = storage.LastUpdate.key(index)
    if (listLength(state, clocks) === uid) appendBytes(state, clocks, encode(u64, block))
    else setLastUpdate(state, netuid, index, uid, block)
  }
  appendBytes(state, storage.Dividends.key(netuid), zeroU16)
  appendBytes(state, storage.ValidatorTrust.key(netuid), zeroU16)
  appendBytes(state, storage.ValidatorPermit.key(netuid), no)
  enrol(state, netuid, uid, hotkey, block)
  return uid
}

/**
 * Gives the uid to another hotkey and forgets what was said of, by and about the old one; stake stays. Who leaves root
 * settles its basket and is no longer the parent of subnet owners. Nothing happens if the uid is the subnet owner's, as on the reference chain, where the caller reports success all the same.
 */
export function replaceNeuron(state: State, netuid: number, uid: number, hotkey: Hex, block: bigint): void {
  const old = storage.Keys.get(state, netuid, uid)
  if (ownerHotkey(state, netuid) === old) return
  if (netuid === ROOT_NETUID) {
    flushBasketDeposits(state, old)
    leaveOwners(state, old)
  }
  purgeNeuronCommitments(state, netuid, old)
  storage.Uids.delete(state, netuid, old)
  dropEvmAssociation(state, netuid, uid)
  storage.IsNetworkMember.delete(state, old, netuid)
  storage.Keys.delete(state, netuid, uid)
  storage.Active.mutate(state, netuid, (values) => withElement(values, uid, true))
  enrol(state, netuid, uid, hotkey, block)
  storage.Axons.delete(state, netuid, old)
  storage.NeuronCertificates.delete(state, netuid, old)
  storage.Prometheus.delete(state, netuid, old)
  clearNeuron(state, netuid, uid)
  for (const index of mechanismIndices(state, netuid)) setLastUpdate(state, netuid, index, uid, block)
}

/** Sets to zero what the last epoch found for a uid, removes its weights and bonds, and zeroes others' weights on it. */
export function clearNeuron(state: State, netuid: number, uid: number): void {
  storage.Emission.mutate(state, netuid, (values) => withElement(values, uid, 0n))
  storage.Consensus.mutate(state, netuid, (values) => withElement(values, uid, 0))
  for (const index of mechanismIndices(state, netuid)) clearMechanism(state, index, uid)
  storage.Dividends.mutate(state, netuid, (values) => withElement(values, uid, 0))
  storage.StakeWeight.mutate(state, netuid, (values) => withElement(values, uid, 0))
  storage.ValidatorTrust.mutate(state, netuid, (values) => withElement(values, uid, 0))
  storage.ValidatorPermit.mutate(state, netuid, (values) => withElement(values, uid, false))
}

/** Stamps a uid's weights clock of one mechanism; a vector that is too short is filled with 0 first. */
export function setLastUpdate(state: State, netuid: number, index: number, uid: number, block: bigint): void {
  const count = storage.SubnetworkN.get(state, netuid)
  const clocks = storage.LastUpdate.get(state, index).slice()
  while (clocks.length < count) clocks.push(0n)
  if (uid >= clocks.length) return
  clocks[uid] = block
  storage.LastUpdate.set(state, index, clocks)
}

/** A copy in which the element at `at` has the value, if there is one. */
function withElement<T>(values: readonly T[], at: number, value: T): T[] {
  const copy = values.slice()
  if (at < copy.length) copy[at] = value
  return copy
}

function enrol(state: State, netuid: number, uid: number, hotkey: Hex, block: bigint): void {
  storage.Keys.set(state, netuid, uid, hotkey)
  storage.Uids.set(state, netuid, hotkey, uid)
  storage.BlockAtRegistration.set(state, netuid, uid, block)
  storage.IsNetworkMember.set(state, hotkey, netuid, true)
  // The hotkey lives again: that another once took over from it no longer holds.
  storage.HotkeySuccessor.delete(state, netuid, hotkey)
}

function clearMechanism(state: State, index: number, uid: number): void {
  storage.Incentive.mutate(state, index, (values) => withElement(values, uid, 0))
  if (storage.ConsensusByMechanism.has(state, index)) {
    storage.ConsensusByMechanism.mutate(state, index, (values) => withElement(values, uid, 0))
  }
  storage.Bonds.delete(state, index, uid)
  storage.Weights.delete(state, index, uid)
  // Root's rows name subnets, not uids.
  if (index === ROOT_NETUID) return
  for (const [[, from], row] of [...storage.Weights.entries(state, index)]) {
    if (!row.some(([target, weight]) => target === uid && weight !== 0)) continue
    const cleared = row.map(([target, weight]): [number, number] => [target, target === uid ? 0 : weight])
    storage.Weights.set(state, index, from, cleared)
  }
}
