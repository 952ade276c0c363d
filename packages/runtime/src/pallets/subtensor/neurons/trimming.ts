import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { purgeNeuronCommitments } from "../../commitments/purge.ts"
import { constants, errors, storage } from "../schema.ts"
import { subnetExists } from "../subnets/subnets.ts"
import { dropEvmAssociation } from "./leftovers.ts"
import { immuneOwnerUids, isImmune } from "./pruning.ts"
import { mechanismIndices } from "./storageIndex.ts"
import { hotkeyOf, subnetworkN } from "./uids.ts"

/**
 * Lowers a subnet's uid limit and removes the neurons that are too many: those with the lowest emission, of equals the highest uid, but
 * never the owner's protected ones nor young ones. Those that stay keep their order and get new uids without gaps. Raises SubnetNotExists,
 * InvalidValue, TrimmingWouldExceedMaxImmunePercentage, in this order.
 */
export function trimNeurons(state: State, netuid: number, most: number): void {
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  const isAllowed =
    most >= storage.MinAllowedUids.get(state, netuid) && most <= storage.MaxAllowedUids.get(state, netuid)
  ensure(isAllowed, errors.InvalidValue)
  storage.MaxAllowedUids.set(state, netuid, most)
  const count = subnetworkN(state, netuid)
  if (count <= most) return

  const safe = safeUids(state, netuid, count)
  ensure(
    percentage(safe.size, most) < constants.MaxImmuneUidsPercentage.get(state),
    errors.TrimmingWouldExceedMaxImmunePercentage,
  )
  const removed = uidsToRemove(state, netuid, safe, count - most)
  for (const uid of removed) removeNeuron(state, netuid, uid)
  renumber(
    state,
    netuid,
    storage.Emission.get(state, netuid).flatMap((_, uid) => (removed.has(uid) ? [] : [uid])),
  )
  storage.SubnetworkN.set(state, netuid, most)
}

function safeUids(state: State, netuid: number, count: number): ReadonlySet<number> {
  const safe = new Set(immuneOwnerUids(state, netuid))
  for (let uid = 0; uid < count; uid++) if (isImmune(state, netuid, uid)) safe.add(uid)
  return safe
}

/** Whole percents, at most 100. */
const percentage = (part: number, whole: number): number =>
  part >= whole ? 100 : Math.trunc((part * 100) / whole)

function uidsToRemove(
  state: State,
  netuid: number,
  safe: ReadonlySet<number>,
  excess: number,
): ReadonlySet<number> {
  const emission = storage.Emission.get(state, netuid)
  const worstFirst = emission
    .map((_, uid) => uid)
    .filter((uid) => !safe.has(uid))
    .sort((a, b) => {
      const [ofA = 0n, ofB = 0n] = [emission[a], emission[b]]
      return ofA === ofB ? b - a : ofA < ofB ? -1 : 1
    })
  return new Set(worstFirst.slice(0, excess))
}

function removeNeuron(state: State, netuid: number, uid: number): void {
  const hotkey = hotkeyOf(state, netuid, uid)
  if (hotkey !== undefined) {
    purgeNeuronCommitments(state, netuid, hotkey)
    storage.Uids.delete(state, netuid, hotkey)
    storage.IsNetworkMember.delete(state, hotkey, netuid)
    storage.LastHotkeyEmissionOnNetuid.delete(state, hotkey, netuid)
    storage.AlphaDividendsPerSubnet.delete(state, netuid, hotkey)
    storage.Axons.delete(state, netuid, hotkey)
    storage.NeuronCertificates.delete(state, netuid, hotkey)
    storage.Prometheus.delete(state, netuid, hotkey)
  }
  storage.Keys.delete(state, netuid, uid)
  storage.BlockAtRegistration.delete(state, netuid, uid)
  dropEvmAssociation(state, netuid, uid)
  for (const index of mechanismIndices(state, netuid)) {
    storage.Weights.delete(state, index, uid)
    storage.Bonds.delete(state, index, uid)
  }
}

/** Gives the uids `kept`, ascending, the numbers from 0 on. */
function renumber(state: State, netuid: number, kept: readonly number[]): void {
  const pick = <T>(values: readonly T[], missing: T): T[] => kept.map((uid) => values[uid] ?? missing)
  storage.Emission.mutate(state, netuid, (values) => pick(values, 0n))
  storage.Active.mutate(state, netuid, (values) => pick(values, false))
  storage.Consensus.mutate(state, netuid, (values) => pick(values, 0))
  storage.Dividends.mutate(state, netuid, (values) => pick(values, 0))
  storage.ValidatorTrust.mutate(state, netuid, (values) => pick(values, 0))
  storage.ValidatorPermit.mutate(state, netuid, (values) => pick(values, false))
  storage.StakeWeight.mutate(state, netuid, (values) => pick(values, 0))
  const renumbered = new Map(kept.map((uid, next) => [uid, next]))
  for (const index of mechanismIndices(state, netuid)) {
    storage.Incentive.mutate(state, index, (values) => pick(values, 0))
    storage.LastUpdate.mutate(state, index, (values) => pick(values, 0n))
    if (storage.ConsensusByMechanism.has(state, index))
      storage.ConsensusByMechanism.mutate(state, index, (values) => pick(values, 0))
    for (const rows of [storage.Weights, storage.Bonds]) renumberRows(state, rows, index, renumbered)
  }
  for (const [uid, next] of renumbered) moveNeuron(state, netuid, uid, next)
}

/** Ascending, so a row never lands on one that is still to move. What pointed at removed uids is dropped; every neuron has a row after. */
function renumberRows(
  state: State,
  rows: typeof storage.Weights | typeof storage.Bonds,
  index: number,
  renumbered: ReadonlyMap<number, number>,
): void {
  for (const [uid, next] of renumbered) {
    const row = rows.get(state, index, uid)
    if (uid !== next) rows.delete(state, index, uid)
    const kept = row.flatMap(([target, value]): [number, number][] => {
      const moved = renumbered.get(target)
      return moved === undefined ? [] : [[moved, value]]
    })
    rows.set(state, index, next, kept)
  }
}

function moveNeuron(state: State, netuid: number, uid: number, next: number): void {
  if (uid === next) return
  const hotkey = hotkeyOf(state, netuid, uid) as Hex | undefined
  if (hotkey !== undefined) {
    storage.Keys.delete(state, netuid, uid)
    storage.Keys.set(state, netuid, next, hotkey)
    storage.Uids.set(state, netuid, hotkey, next)
  }
  const registered = storage.BlockAtRegistration.get(state, netuid, uid)
  storage.BlockAtRegistration.delete(state, netuid, uid)
  storage.BlockAtRegistration.set(state, netuid, next, registered)
  const link = storage.AssociatedEvmAddress.get(state, netuid, uid)
  if (!link) return
  storage.AssociatedEvmAddress.delete(state, netuid, uid)
  storage.AssociatedEvmAddress.set(state, netuid, next, link)
  storage.AssociatedUidsByEvmAddress.mutate(state, netuid, link[0], (uids) =>
    uids.map(([of, block]) => [of === uid ? next : of, block] as [number, bigint]),
  )
}
