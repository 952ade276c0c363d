import type { State } from "@taonet/frame/state"
import { maxBigint, saturatingSubU64 } from "@taonet/primitives/integers"
import { constants, events, storage } from "../schema.ts"

/** What a new subnet starts with where that is not the storage default. Burn is 1 TAO. */
const INITIAL = {
  maxAllowedUids: 256,
  maxAllowedValidators: 64,
  minAllowedWeights: 1,
  immunityPeriod: 5000,
  burn: 1_000_000_000n,
}

/**
 * Makes the subnet exist, without neurons and pool. Its epochs are staggered by its id, so that subnets created together do
 * not all run theirs in one block.
 */
export function initializeSubnet(state: State, netuid: number, block: bigint): void {
  const tempo = constants.InitialTempo.get(state)
  storage.SubnetworkN.set(state, netuid, 0)
  storage.NetworksAdded.set(state, netuid, true)
  storage.Tempo.set(state, netuid, tempo)
  const stagger = BigInt(netuid) % maxBigint(BigInt(tempo), 1n)
  storage.LastEpochBlock.set(state, netuid, saturatingSubU64(block, stagger))
  storage.TotalNetworks.mutate(state, (count) => count + 1)

  storage.NetworkRegistrationAllowed.set(state, netuid, true)
  events.RegistrationAllowed.deposit(state, [netuid, true])
  storage.MaxAllowedUids.set(state, netuid, INITIAL.maxAllowedUids)
  events.MaxAllowedUidsSet.deposit(state, [netuid, INITIAL.maxAllowedUids])
  storage.MaxAllowedValidators.set(state, netuid, INITIAL.maxAllowedValidators)
  events.MaxAllowedValidatorsSet.deposit(state, [netuid, INITIAL.maxAllowedValidators])
  storage.MinAllowedWeights.set(state, netuid, INITIAL.minAllowedWeights)
  events.MinAllowedWeightSet.deposit(state, [netuid, INITIAL.minAllowedWeights])
  storage.ImmunityPeriod.set(state, netuid, INITIAL.immunityPeriod)
  events.ImmunityPeriodSet.deposit(state, [netuid, INITIAL.immunityPeriod])
  storage.Yuma3On.set(state, netuid, true)
  storage.Burn.set(state, netuid, INITIAL.burn)
  for (const item of [storage.Kappa, storage.ActivityCutoff, storage.RegistrationsThisInterval]) {
    if (!item.has(state, netuid)) item.set(state, netuid, item.get(state, netuid))
  }
}
