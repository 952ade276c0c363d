import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { hotkeyOf, ownerHotkey, uidOf } from "./uids.ts"

/** Whether a neuron is too young to be replaced. */
export function isImmune(state: State, netuid: number, uid: number): boolean {
  const age = saturatingSubU64(currentBlock(state), storage.BlockAtRegistration.get(state, netuid, uid))
  return age < BigInt(storage.ImmunityPeriod.get(state, netuid))
}

/**
 * Uids of the subnet owner that are never replaced: its oldest neurons up to `ImmuneOwnerUidsLimit`, the owner hotkey's
 * before all others.
 */
export function immuneOwnerUids(state: State, netuid: number): number[] {
  const owned = storage.OwnedHotkeys.get(state, storage.SubnetOwner.get(state, netuid))
  const neurons = owned.flatMap((hotkey) => neuronOf(state, netuid, hotkey))
  neurons.sort(byAge)
  const limit = storage.ImmuneOwnerUidsLimit.get(state, netuid)
  const uids = neurons.slice(0, limit).map(({ uid }) => uid)
  const hotkey = ownerHotkey(state, netuid)
  const first = hotkey === undefined ? undefined : uidOf(state, netuid, hotkey)
  return first === undefined || uids.includes(first) ? uids : [first, ...uids].slice(0, limit)
}

/**
 * Uid that gives way to a newcomer on a full subnet: the one with the lowest emission, then the oldest, then the lowest uid,
 * among those past their immunity if more than `MinNonImmuneUids` of them are there, otherwise among the immune ones. The
 * owner's protected neurons never give way. Undefined if nobody can.
 */
export function getNeuronToPrune(state: State, netuid: number): number | undefined {
  const emission = storage.Emission.get(state, netuid)
  const safe = new Set(immuneOwnerUids(state, netuid))
  let worstImmune: Candidate | undefined
  let worstFree: Candidate | undefined
  let free = 0
  for (let uid = 0; uid < storage.SubnetworkN.get(state, netuid); uid++) {
    if (safe.has(uid) || hotkeyOf(state, netuid, uid) === undefined) continue
    const candidate = {
      uid,
      block: storage.BlockAtRegistration.get(state, netuid, uid),
      emission: emission[uid] ?? 0n,
    }
    if (isImmune(state, netuid, uid)) {
      worstImmune = worse(worstImmune, candidate)
    } else {
      free++
      worstFree = worse(worstFree, candidate)
    }
  }
  return (free > storage.MinNonImmuneUids.get(state, netuid) ? worstFree : worstImmune)?.uid
}

interface Registered {
  readonly uid: number
  readonly block: bigint
}

interface Candidate extends Registered {
  readonly emission: bigint
}

function neuronOf(state: State, netuid: number, hotkey: Hex): Registered[] {
  const uid = uidOf(state, netuid, hotkey)
  return uid === undefined ? [] : [{ uid, block: storage.BlockAtRegistration.get(state, netuid, uid) }]
}

function byAge(a: Registered, b: Registered): number {
  if (a.block !== b.block) return a.block < b.block ? -1 : 1
  return a.uid - b.uid
}

function worse(known: Candidate | undefined, next: Candidate): Candidate {
  if (!known || next.emission < known.emission) return next
  if (next.emission > known.emission) return known
  return byAge(next, known) < 0 ? next : known
}
