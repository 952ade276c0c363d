import { implementApi } from "@taonet/frame/schema/runtimeApis"
import { subnetAccount } from "../../pallets/subtensor/keys/systemAccounts.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import { getNetworkToPrune } from "../../pallets/subtensor/subnets/networkToPrune.ts"
import { ROOT_NETUID } from "../../pallets/subtensor/subnets/subnets.ts"

import { emissionOf } from "../../pallets/subtensor/thesis/emission.ts"
import { blockNumber } from "../../pallets/system/account.ts"
import { forAllSubnets } from "../shared/subnets.ts"
import { dynamicInfo } from "./dynamicInfo.ts"
import { hyperparameters, hyperparametersV2, hyperparametersV3 } from "./hyperparameters.ts"
import { allMechagraphs, mechagraph, metagraph } from "./metagraph.ts"
import { nextEpochStartBlock } from "./nextEpochStartBlock.ts"
import { SubnetInfoRuntimeApi } from "./schema.ts"
import { selectiveMechagraph, selectiveMetagraph } from "./selectiveMetagraph.ts"
import { allAscending, subnetInfo, subnetInfoV2 } from "./subnetInfo.ts"
import { subnetState } from "./subnetState.ts"

export const subnetInfoRuntimeApiImpl = implementApi(SubnetInfoRuntimeApi, {
  get_subnet_info: (state, { netuid }) => subnetInfo(state, netuid),
  get_subnets_info: (state) => allAscending(state, subnetInfo),
  get_subnet_info_v2: (state, { netuid }) => subnetInfoV2(state, netuid),
  get_subnets_info_v2: (state) => allAscending(state, subnetInfoV2),
  get_subnet_hyperparams: (state, { netuid }) => hyperparameters(state, netuid),
  get_subnet_hyperparams_v2: (state, { netuid }) => hyperparametersV2(state, netuid),
  get_subnet_hyperparams_v3: (state, { netuid }) => hyperparametersV3(state, netuid),
  get_dynamic_info: (state, { netuid }) => dynamicInfo(state, netuid),
  get_all_dynamic_info: (state) => forAllSubnets(state, (netuid) => dynamicInfo(state, netuid)),
  get_metagraph: (state, { netuid }) => metagraph(state, netuid),
  get_all_metagraphs: (state) => forAllSubnets(state, (netuid) => metagraph(state, netuid)),
  get_mechagraph: (state, { netuid, mecid }) => mechagraph(state, netuid, mecid),
  get_all_mechagraphs: allMechagraphs,
  get_selective_metagraph: (state, { netuid, metagraph_indexes }) =>
    selectiveMetagraph(state, netuid, metagraph_indexes),
  get_selective_mechagraph: (state, { netuid, subid, metagraph_indexes }) =>
    selectiveMechagraph(state, netuid, subid, metagraph_indexes),
  get_subnet_state: (state, { netuid }) => subnetState(state, netuid),
  get_coldkey_auto_stake_hotkey: (state, { coldkey, netuid }) =>
    storage.AutoStakeDestination.get(state, coldkey, netuid),
  get_subnet_to_prune: getNetworkToPrune,
  // A row is enough here, even one that says the subnet does not exist.
  get_subnet_account_id: (state, { netuid }) =>
    netuid === ROOT_NETUID || storage.NetworksAdded.has(state, netuid) ? subnetAccount(netuid) : undefined,
  get_next_epoch_start_block: (state, { netuid }) => nextEpochStartBlock(state, netuid),
  get_block_emission: (state) => emissionOf(state, blockNumber(state) + 1),
})
