import type { State } from "@taonet/frame/state"
import { I64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { mechanismExists, storageIndex } from "../neurons/storageIndex.ts"
import { ownerUid } from "../neurons/uids.ts"
import { storage } from "../schema.ts"
import { totalStakeWeight } from "../staking/inheritance.ts"
import { currentBlock } from "../subnets/currentBlock.ts"

/* What the pool check, the dispatch guards and the calls all ask of a weight setter. */

/** Whether the hotkey may have a say on the subnet at all: it is the owner's, or its stake reaches `StakeThreshold` (whole rao). */
export function hasWeightStake(state: State, netuid: number, hotkey: Hex): boolean {
  const threshold = storage.StakeThreshold.get(state)
  if (threshold === 0n) return true
  const owner = ownerUid(state, netuid)
  if (owner !== undefined && storage.Keys.get(state, netuid, owner) === hotkey) return true
  return I64F64.toU64(totalStakeWeight(state, netuid, hotkey)) >= threshold
}

/**
 * Whether `WeightsSetRateLimit` blocks have passed since the uid last set or committed weights on the mechanism; always for the first time.
 * False for a mechanism or a uid that does not exist.
 */
export function passesWeightsRateLimit(state: State, netuid: number, mecid: number, uid: number): boolean {
  if (!mechanismExists(state, netuid, mecid) || !storage.Keys.has(state, netuid, uid)) return false
  const last = storage.LastUpdate.get(state, storageIndex(netuid, mecid))[uid] ?? 0n
  if (last === 0n) return true
  return saturatingSubU64(currentBlock(state), last) >= storage.WeightsSetRateLimit.get(state, netuid)
}
