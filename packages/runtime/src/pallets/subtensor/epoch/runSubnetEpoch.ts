import type { State } from "@taonet/frame/state"
import { runEpoch } from "@taonet/yuma/runEpoch"
import type { EpochInput, EpochOutput } from "@taonet/yuma/types"
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

/** Is told what an epoch is about to run on. */
export type EpochWatcher = (netuid: number, mecid: number, input: EpochInput) => void

const watchers = new WeakMap<State, EpochWatcher>()

/** For those who explain epochs: whatever runs on this state from now on is told of. It changes nothing. */
export const watchEpochs = (state: State, watcher: EpochWatcher): void => {
  watchers.set(state, watcher)
}

/** One mechanism's epoch: storage, kernel, storage. Emits IncentiveAlphaEmittedToMiners. */
export function runMechanismEpoch(
  state: State,
  netuid: number,
  mecid: number,
  emission: bigint,
  stakes: StakesByUid = stakeWeights(state, netuid),
): EpochOutput {
  const input = readEpochInput(state, netuid, mecid, emission, stakes)
  watchers.get(state)?.(netuid, mecid, input)
  const output = runEpoch(input)
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
