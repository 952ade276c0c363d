import type { State } from "@taonet/frame/state"
import { U16_MAX } from "@taonet/primitives/integers"
import { storage } from "../../pallets/subtensor/storage.ts"
import { allNetuids } from "../../pallets/subtensor/subnets/subnets.ts"
import type { SubnetInfo, SubnetInfov2 } from "../../pallets/subtensor/types.ts"
import { ifExists } from "../shared/subnets.ts"

/** `get_subnet_info`. */
export const subnetInfo = (state: State, netuid: number): SubnetInfo | undefined =>
  ifExists(state, netuid, () => ({ ...commonInfo(state, netuid), emission_values: 0n }))

/** `get_subnet_info_v2`: the same with the subnet's identity. */
export const subnetInfoV2 = (state: State, netuid: number): SubnetInfov2 | undefined =>
  ifExists(state, netuid, () => ({
    ...commonInfo(state, netuid),
    emission_value: 0n,
    identity: storage.SubnetIdentitiesV3.get(state, netuid),
  }))

/** Ascending, gaps left out: the position in these lists is not the netuid. */
export const allAscending = <T>(state: State, read: (state: State, netuid: number) => T): T[] =>
  allNetuids(state)
    .sort((a, b) => a - b)
    .map((netuid) => read(state, netuid))

function commonInfo(state: State, netuid: number): Omit<SubnetInfo, "emission_values"> {
  return {
    netuid,
    rho: storage.Rho.get(state, netuid),
    kappa: storage.Kappa.get(state, netuid),
    difficulty: storage.Difficulty.get(state, netuid),
    immunity_period: storage.ImmunityPeriod.get(state, netuid),
    max_allowed_validators: storage.MaxAllowedValidators.get(state, netuid),
    min_allowed_weights: storage.MinAllowedWeights.get(state, netuid),
    max_weights_limit: U16_MAX,
    scaling_law_power: storage.ScalingLawPower.get(state, netuid),
    subnetwork_n: storage.SubnetworkN.get(state, netuid),
    max_allowed_uids: storage.MaxAllowedUids.get(state, netuid),
    // The storage counter, unlike the field of this name in the metagraph.
    blocks_since_last_step: storage.BlocksSinceLastStep.get(state, netuid),
    tempo: storage.Tempo.get(state, netuid),
    network_modality: 0,
    network_connect: [],
    burn: storage.Burn.get(state, netuid),
    owner: storage.SubnetOwner.get(state, netuid),
  }
}
