import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { option, u16, u64, vec } from "@taonet/primitives/scale/index"
import {
  DynamicInfo,
  HyperparamEntry,
  Metagraph,
  SelectiveMetagraph,
  SubnetHyperparams,
  SubnetHyperparamsV2,
  SubnetInfo,
  SubnetInfov2,
  SubnetState,
} from "../../pallets/subtensor/types.ts"
import { MechId, NetUid, TaoBalance } from "../../types/subtensorCommon.ts"

/** Subnets, their settings and metagraphs. */
export const SubnetInfoRuntimeApi = defineApi(
  "SubnetInfoRuntimeApi",
  2,
  "Subnets, their settings and metagraphs",
  {
    get_subnet_info: method(
      "Returns the main facts of a subnet, or none if it does not exist",
      { netuid: NetUid },
      option(SubnetInfo),
    ),
    get_subnets_info: method(
      "Lists the main facts of all subnets in ascending order",
      {},
      vec(option(SubnetInfo)),
    ),
    get_subnet_info_v2: method(
      "Returns the main facts of a subnet with its identity",
      { netuid: NetUid },
      option(SubnetInfov2),
    ),
    get_subnets_info_v2: method(
      "Lists the main facts of all subnets with their identities",
      {},
      vec(option(SubnetInfov2)),
    ),
    get_subnet_hyperparams: method(
      "Returns the settings of a subnet",
      { netuid: NetUid },
      option(SubnetHyperparams),
    ),
    get_subnet_hyperparams_v2: method(
      "Returns the settings of a subnet with the newer fields",
      { netuid: NetUid },
      option(SubnetHyperparamsV2),
    ),
    get_all_dynamic_info: method(
      "Lists pool, emission and price data of all subnets",
      {},
      vec(option(DynamicInfo)),
    ),
    get_all_metagraphs: method("Lists the metagraphs of all subnets", {}, vec(option(Metagraph))),
    get_metagraph: method(
      "Returns a subnet's facts, settings and neurons in one structure",
      { netuid: NetUid },
      option(Metagraph),
    ),
    get_all_mechagraphs: method(
      "Lists the metagraphs of every mechanism of all subnets",
      {},
      vec(option(Metagraph)),
    ),
    get_mechagraph: method(
      "Returns the metagraph of one mechanism of a subnet",
      { netuid: NetUid, mecid: MechId },
      option(Metagraph),
    ),
    get_dynamic_info: method(
      "Returns pool, emission and price data of a subnet",
      { netuid: NetUid },
      option(DynamicInfo),
    ),
    get_subnet_state: method(
      "Returns per-neuron values of a subnet as parallel lists",
      { netuid: NetUid },
      option(SubnetState),
    ),
    get_selective_metagraph: method(
      "Returns only the requested fields of a metagraph",
      { netuid: NetUid, metagraph_indexes: vec(u16) },
      option(SelectiveMetagraph),
    ),
    get_coldkey_auto_stake_hotkey: method(
      "Returns the hotkey a coldkey stakes its earnings to on a subnet, or none",
      { coldkey: AccountId32, netuid: NetUid },
      option(AccountId32),
    ),
    get_selective_mechagraph: method(
      "Returns only the requested fields of a mechanism's metagraph",
      { netuid: NetUid, subid: MechId, metagraph_indexes: vec(u16) },
      option(SelectiveMetagraph),
    ),
    get_subnet_to_prune: method("Returns the subnet that would be removed next, or none", {}, option(NetUid)),
    get_subnet_account_id: method(
      "Returns the account that holds a subnet's funds",
      { netuid: NetUid },
      option(AccountId32),
    ),
    get_next_epoch_start_block: method(
      "Returns the block of a subnet's next epoch, or none if it has no tempo",
      { netuid: NetUid },
      option(u64),
    ),
    get_block_emission: method("Returns the TAO issued per block in rao", {}, TaoBalance),
    get_subnet_hyperparams_v3: method(
      "Returns the settings of a subnet as a list of names and values",
      { netuid: NetUid },
      option(vec(HyperparamEntry)),
    ),
  },
)
