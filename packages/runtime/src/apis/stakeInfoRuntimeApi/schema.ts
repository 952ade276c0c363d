import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { btreeMap, option, tuple, u64, vec } from "@taonet/primitives/scale/index"
import { LockState, StakeAvailability, StakeInfo } from "../../pallets/subtensor/types.ts"
import { U64F64 } from "../../types/fixed.ts"
import { NetUid } from "../../types/subtensorCommon.ts"

/** Stake, fees and locks. */
export const StakeInfoRuntimeApi = defineApi("StakeInfoRuntimeApi", 1, "Stake, fees and locks", {
  get_stake_info_for_coldkey: method(
    "Lists all stake positions of a coldkey",
    { coldkey_account: AccountId32 },
    vec(StakeInfo),
  ),
  get_stake_info_for_coldkeys: method(
    "Lists all stake positions of several coldkeys",
    { coldkey_accounts: vec(AccountId32) },
    vec(tuple(AccountId32, vec(StakeInfo))),
  ),
  get_stake_info_for_hotkey_coldkey_netuid: method(
    "Returns one stake position, also when it is zero",
    { hotkey_account: AccountId32, coldkey_account: AccountId32, netuid: NetUid },
    option(StakeInfo),
  ),
  get_stake_availability_for_coldkeys: method(
    "Returns total, locked and available alpha in rao per coldkey and subnet",
    { coldkey_accounts: vec(AccountId32), netuids: option(vec(NetUid)) },
    btreeMap(AccountId32, btreeMap(NetUid, StakeAvailability)),
  ),
  get_stake_fee: method(
    "Returns the swap fee in rao for moving stake",
    {
      origin: option(tuple(AccountId32, NetUid)),
      origin_coldkey_account: AccountId32,
      destination: option(tuple(AccountId32, NetUid)),
      destination_coldkey_account: AccountId32,
      amount: u64,
    },
    u64,
  ),
  get_coldkey_lock: method(
    "Returns a coldkey's stake lock on a subnet at this block, or none",
    { coldkey: AccountId32, netuid: NetUid },
    option(LockState),
  ),
  get_hotkey_conviction: method(
    "Returns the lock conviction behind a hotkey on a subnet",
    { hotkey: AccountId32, netuid: NetUid },
    U64F64,
  ),
  get_most_convicted_hotkey_on_subnet: method(
    "Returns the hotkey with the most lock conviction on a subnet, or none",
    { netuid: NetUid },
    option(AccountId32),
  ),
})
