/**
 * What root's weights decide where the rule `Thesis.RootWeights` holds: how the block's TAO is divided over subnets. 461 keeps the storage
 * (`Weights` of netuid 0, pairs of netuid and weight) but refuses to set it.
 */
import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { divFloor, mulDivFloor } from "@taonet/primitives/integers"
import { setLastUpdate } from "../neurons/neurons.ts"
import { storageIndex } from "../neurons/storageIndex.ts"
import { neuronsOf, uidOf } from "../neurons/uids.ts"
import { errors, events, storage } from "../schema.ts"
import { totalHotkeyAlpha } from "../staking/stake.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { ROOT_NETUID, subnetExists } from "../subnets/subnets.ts"
import { passesWeightsRateLimit } from "../weights/requirements.ts"
import { maxUpscale } from "../weights/upscale.ts"

const INDEX = storageIndex(ROOT_NETUID, 0)
/** Scale of a member's weights before they are multiplied by its stake. */
const SCALE = 1n << 64n

/**
 * Stores a root member's weights over subnets. Raises WeightVecNotEqualSize, HotKeyNotRegisteredInSubNet, SettingWeightsTooFast, DuplicateUids,
 * UidVecContainInvalidOne (no such subnet). An empty list takes the member's weights back.
 */
export function setRootWeights(
  state: State,
  hotkey: Hex,
  netuids: readonly number[],
  values: readonly number[],
): void {
  ensure(netuids.length === values.length, errors.WeightVecNotEqualSize)
  const uid = uidOf(state, ROOT_NETUID, hotkey)
  ensure(uid !== undefined, errors.HotKeyNotRegisteredInSubNet)
  ensure(passesWeightsRateLimit(state, ROOT_NETUID, 0, uid), errors.SettingWeightsTooFast)
  ensure(new Set(netuids).size === netuids.length, errors.DuplicateUids)
  for (const netuid of netuids)
    ensure(netuid !== ROOT_NETUID && subnetExists(state, netuid), errors.UidVecContainInvalidOne)
  const upscaled = maxUpscale(values)
  storage.Weights.set(
    state,
    INDEX,
    uid,
    netuids.map((netuid, i) => [netuid, upscaled[i]!]),
  )
  setLastUpdate(state, ROOT_NETUID, INDEX, uid, currentBlock(state))
  events.WeightsSet.deposit(state, [INDEX, uid])
}

/**
 * Divides `amount` rao over the subnets given: each member's weights, brought to a sum of one, count with its stake on root. As long as no
 * member with stake names any of these subnets, they get equal parts. Parts are floored and the first subnet takes the rest, so nothing is lost.
 */
export function splitByRootWeights(state: State, netuids: readonly number[], amount: bigint): bigint[] {
  const scores = rootScores(state, netuids)
  let total = 0n
  for (const score of scores) total += score
  const parts =
    total === 0n
      ? netuids.map(() => divFloor(amount, BigInt(netuids.length)))
      : scores.map((score) => mulDivFloor(amount, score, total))
  const rest = parts.reduce((left, part) => left - part, amount)
  return parts.map((part, i) => (i === 0 ? part + rest : part))
}

function rootScores(state: State, netuids: readonly number[]): bigint[] {
  const scores = new Map(netuids.map((netuid) => [netuid, 0n]))
  for (const { uid, hotkey } of neuronsOf(state, ROOT_NETUID)) {
    const stake = totalHotkeyAlpha(state, hotkey, ROOT_NETUID)
    const row = storage.Weights.get(state, INDEX, uid).filter(([netuid]) => scores.has(netuid))
    const sum = BigInt(row.reduce((total, [, weight]) => total + weight, 0))
    if (stake === 0n || sum === 0n) continue
    for (const [netuid, weight] of row) {
      const share = divFloor(BigInt(weight) * SCALE, sum)
      scores.set(netuid, (scores.get(netuid) ?? 0n) + stake * share)
    }
  }
  return netuids.map((netuid) => scores.get(netuid) ?? 0n)
}
