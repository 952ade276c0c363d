import { implementApi } from "@taonet/frame/schema/runtimeApis"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { coldkeyLock } from "../../pallets/subtensor/locks/availability.ts"
import { convictions, mostConvicted } from "../../pallets/subtensor/locks/conviction.ts"
import { approximateFee } from "../../pallets/swap/pool.ts"
import { stakeAvailability } from "./availability.ts"
import { StakeInfoRuntimeApi } from "./schema.ts"
import { stakeInfoForColdkey, stakeInfoForPosition } from "./stakeInfo.ts"

export const stakeInfoRuntimeApiImpl = implementApi(StakeInfoRuntimeApi, {
  get_stake_info_for_coldkey: (state, { coldkey_account }) => stakeInfoForColdkey(state, coldkey_account),
  get_stake_info_for_coldkeys: (state, { coldkey_accounts }) =>
    coldkey_accounts.map((coldkey) => [coldkey, stakeInfoForColdkey(state, coldkey)] as const),
  get_stake_info_for_hotkey_coldkey_netuid: (state, { hotkey_account, coldkey_account, netuid }) =>
    stakeInfoForPosition(state, hotkey_account, coldkey_account, netuid),
  get_stake_availability_for_coldkeys: (state, { coldkey_accounts, netuids }) =>
    stakeAvailability(state, coldkey_accounts, netuids),
  get_stake_fee: (state, { origin, destination, amount }) => stakeFee(state, origin, destination, amount),
  get_coldkey_lock: (state, { coldkey, netuid }) => coldkeyLock(state, coldkey, netuid),
  get_hotkey_conviction: (state, { hotkey, netuid }) => convictions(state, netuid).get(hotkey) ?? 0n,
  get_most_convicted_hotkey_on_subnet: (state, { netuid }) => mostConvicted(convictions(state, netuid)),
})

type Place = readonly [Hex, number] | undefined

/** Fee of the swap at the destination, or at the origin when stake leaves altogether; in the token that `amount` is in. */
function stakeFee(state: State, origin: Place, destination: Place, amount: bigint): bigint {
  const place = destination ?? origin
  const stays = origin?.[0] === destination?.[0] && origin?.[1] === destination?.[1]
  return stays || place === undefined ? 0n : approximateFee(state, place[1], amount)
}
