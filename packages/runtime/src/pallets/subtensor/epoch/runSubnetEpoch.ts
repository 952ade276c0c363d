import type { State } from "@taonet/frame/state"
import { runEpoch } from "@taonet/yuma/runEpoch"
import type { EpochOutput } from "@taonet/yuma/types"
import { mechanismEmissions, mechanismWeights } from "../math/mechanisms.ts"
import { storageIndex } from "../neurons/storageIndex.ts"
import { events, storage } from "../schema.ts"
import { stakeWeights } from "../staking/inheritance.ts"
import { combineMechanisms, type SubnetEpoch } from "./combine.ts"
import { readEpochInput, type StakesByUid } from "./epochInput.ts"

/**
 * The epoch of a subnet: Yuma over each of its mechanisms, on its part of `emission` (rao of alpha). Stores every result and returns the
 * combined ones; nobody is paid here. Source: behaviour/coinbase.md section 7.1 to 7.3.
 */
export function runSubnetEpoch(state: State, netuid: number, emission: bigint): SubnetEpoch {
  const parts = mechanismEmissions(
    emission,
    storage.MechanismCountCurrent.get(state, netuid),
    storage.MechanismEmissionSplit.get(state, netuid),
  )
  const stakes = stakeWeights(state, netuid)
  const outputs = parts.map((part, mecid) => runMechanismEpoch(state, netuid, mecid, part, stakes))
  const combined = combineMechanisms(outputs, mechanismWeights(parts))
  storeCombined(state, netuid, combined)
  return combined
}

/** One mechanism's epoch: storage, kernel, storage. Emits IncentiveAlphaEmittedToMiners. */
export function runMechanismEpoch(
  state: State,
  netuid: number,
  mecid: number,
  emission: bigint,
  stakes: StakesByUid = stakeWeights(state, netuid),
): EpochOutput {
  const output = runEpoch(readEpochInput(state, netuid, mecid, emission, stakes))
  const index = storageIndex(netuid, mecid)
  storage.Incentive.set(state, index, output.incentive)
  storage.ConsensusByMechanism.set(state, index, output.consensus)
  for (const [uid, row] of output.bonds.entries()) storage.Bonds.set(state, index, uid, [...row])
  events.IncentiveAlphaEmittedToMiners.deposit(state, { netuid: index, emissions: output.serverEmission })
  return output
}

function storeCombined(state: State, netuid: number, epoch: SubnetEpoch): void {
  storage.Active.set(state, netuid, [...epoch.active])
  storage.Emission.set(state, netuid, [...epoch.emission])
  storage.Consensus.set(state, netuid, [...epoch.consensus])
  storage.Dividends.set(state, netuid, [...epoch.dividends])
  storage.ValidatorTrust.set(state, netuid, [...epoch.validatorTrust])
  storage.ValidatorPermit.set(state, netuid, [...epoch.validatorPermit])
  storage.StakeWeight.set(state, netuid, [...epoch.stakeWeight])
}
