import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { U16_MAX } from "@taonet/primitives/integers"
import { storageIndex } from "../subtensor/neurons/storageIndex.ts"
import { constants, errors, storage } from "../subtensor/schema.ts"
import { subnetExists } from "../subtensor/subnets/subnets.ts"

/** Storage indices leave room for no more mechanisms per subnet. */
export const MECHANISMS_MAX = 16

/** Whether a subnet's neurons, counted once per mechanism, are as few as one subnet with one mechanism may have. */
export const withinUidLimit = (state: State, maxUids: number, mechanisms: number): boolean =>
  maxUids * mechanisms <= constants.InitialMaxAllowedUids.get(state)

/**
 * Gives a subnet another number of mechanisms, and an even split of emission between them. What those that go had stored goes too. Checks:
 * MechanismDoesNotExist (no such subnet), InvalidValue, TooManyUIDsPerMechanism.
 */
export function setMechanismCount(state: State, netuid: number, count: number): void {
  ensure(subnetExists(state, netuid), errors.MechanismDoesNotExist)
  ensure(count > 0, errors.InvalidValue)
  ensure(count <= storage.MaxMechanismCount.get(state), errors.InvalidValue)
  ensure(
    withinUidLimit(state, storage.MaxAllowedUids.get(state, netuid), count),
    errors.TooManyUIDsPerMechanism,
  )
  ensure(count <= MECHANISMS_MAX, errors.InvalidValue)
  const before = storage.MechanismCountCurrent.get(state, netuid)
  if (count === before) return
  for (let mecid = count; mecid < before; mecid++) clearMechanism(state, storageIndex(netuid, mecid))
  storage.MechanismCountCurrent.set(state, netuid, count)
  storage.MechanismEmissionSplit.delete(state, netuid)
}

/**
 * Splits a subnet's emission between its mechanisms in parts of 65535; undefined: evenly. Checks: MechanismDoesNotExist, InvalidValue.
 */
export function setEmissionSplit(state: State, netuid: number, split: readonly number[] | undefined): void {
  ensure(subnetExists(state, netuid), errors.MechanismDoesNotExist)
  if (split === undefined) {
    storage.MechanismEmissionSplit.delete(state, netuid)
    return
  }
  ensure(split.length > 0, errors.InvalidValue)
  ensure(split.length === storage.MechanismCountCurrent.get(state, netuid), errors.InvalidValue)
  ensure(split.reduce((sum, part) => sum + part, 0) === U16_MAX, errors.InvalidValue)
  storage.MechanismEmissionSplit.set(state, netuid, [...split])
}

function clearMechanism(state: State, index: number): void {
  storage.Weights.clear(state, index)
  storage.Incentive.delete(state, index)
  storage.ConsensusByMechanism.delete(state, index)
  storage.LastUpdate.delete(state, index)
  storage.Bonds.clear(state, index)
  storage.WeightCommits.clear(state, index)
  storage.TimelockedWeightCommits.clear(state, index)
}
