import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { U16_MAX } from "@taonet/primitives/integers"
import { setLastUpdate } from "../neurons/neurons.ts"
import { mechanismExists, storageIndex } from "../neurons/storageIndex.ts"
import { ownerUid, uidOf } from "../neurons/uids.ts"
import { errors, events, storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import { hasWeightStake, passesWeightsRateLimit } from "./requirements.ts"
import { largestShareWithin, maxUpscale } from "./upscale.ts"

/** One validator's weights over one mechanism, as given by it. */
export interface WeightVector {
  readonly netuid: number
  readonly mecid: number
  readonly uids: readonly number[]
  readonly values: readonly number[]
  readonly versionKey: bigint
}

/**
 * Checks and stores weights: the one way by which set, batched and revealed weights come on chain. The stored row keeps the given order and
 * explicit zeros, with the largest value brought to 65535. An empty list is legal where the subnet asks for no weights, and clears the row.
 *
 * Without commit-reveal this is also where the rate limit is checked and its clock set; with it, the commit did both.
 * Emits WeightsSet(index, uid). Source: behaviour/coinbase.md section 1 (order of checks).
 */
export function applyWeights(state: State, hotkey: Hex, vector: WeightVector): void {
  const { netuid, mecid, uids, values, versionKey } = vector
  ensure(netuid !== ROOT_NETUID, errors.CanNotSetRootNetworkWeights)
  ensure(uids.length === values.length, errors.WeightVecNotEqualSize)
  ensure(mechanismExists(state, netuid, mecid), errors.MechanismDoesNotExist)
  ensure(uids.length <= storage.SubnetworkN.get(state, netuid), errors.UidsLengthExceedUidsInSubNet)
  const uid = uidOf(state, netuid, hotkey)
  ensure(uid !== undefined, errors.HotKeyNotRegisteredInSubNet)
  ensure(hasWeightStake(state, netuid, hotkey), errors.NotEnoughStakeToSetWeights)
  ensure(isVersionAccepted(state, netuid, versionKey), errors.IncorrectWeightVersionKey)
  const commitReveal = storage.CommitRevealWeightsEnabled.get(state, netuid)
  if (!commitReveal) ensure(passesWeightsRateLimit(state, netuid, mecid, uid), errors.SettingWeightsTooFast)

  const isSelfWeight = values.length === 1 && uids[0] === uid
  ensure(isSelfWeight || hasPermit(state, netuid, uid), errors.NeuronNoValidatorPermit)
  ensure(new Set(uids).size === uids.length, errors.DuplicateUids)
  for (const target of uids) ensure(storage.Keys.has(state, netuid, target), errors.UidVecContainInvalidOne)
  ensure(isSelfWeight || hasEnoughWeights(state, netuid, uids.length), errors.WeightVecLengthIsLow)
  const upscaled = maxUpscale(values)
  const limit = storage.MaxWeightsLimit.get(state, netuid)
  ensure(isSelfWeight || limit === U16_MAX || largestShareWithin(upscaled, limit), errors.MaxWeightExceeded)

  const index = storageIndex(netuid, mecid)
  storage.Weights.set(
    state,
    index,
    uid,
    uids.map((target, i) => [target, upscaled[i]!]),
  )
  if (!commitReveal) setLastUpdate(state, netuid, index, uid, currentBlock(state))
  events.WeightsSet.deposit(state, [index, uid])
}

/** A newer key than the subnet's is fine: validators may update first. */
function isVersionAccepted(state: State, netuid: number, versionKey: bigint): boolean {
  const required = storage.WeightsVersionKey.get(state, netuid)
  return required === 0n || versionKey >= required
}

function hasPermit(state: State, netuid: number, uid: number): boolean {
  return ownerUid(state, netuid) === uid || (storage.ValidatorPermit.get(state, netuid)[uid] ?? false)
}

/** Small subnets can not ask for more weights than they have uids. */
function hasEnoughWeights(state: State, netuid: number, count: number): boolean {
  const n = storage.SubnetworkN.get(state, netuid)
  return count >= Math.min(n, storage.MinAllowedWeights.get(state, netuid))
}
