import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { stakeOf } from "../../pallets/subtensor/staking/stake.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import { allNetuids } from "../../pallets/subtensor/subnets/subnets.ts"
import type { StakeInfo } from "../../pallets/subtensor/types.ts"

/** `get_stake_info_for_coldkey`: the positions with stake, by subnet, then in the order in which the coldkey took them up. */
export function stakeInfoForColdkey(state: State, coldkey: Hex): StakeInfo[] {
  const hotkeys = storage.StakingHotkeys.get(state, coldkey)
  const found: StakeInfo[] = []
  for (const netuid of allNetuids(state)) {
    for (const hotkey of hotkeys) {
      const stake = stakeOf(state, hotkey, coldkey, netuid)
      if (stake > 0n) found.push(stakeInfo(state, hotkey, coldkey, netuid, stake))
    }
  }
  return found
}

/** `get_stake_info_for_hotkey_coldkey_netuid`: also for no stake and for unknown subnets. */
export const stakeInfoForPosition = (state: State, hotkey: Hex, coldkey: Hex, netuid: number): StakeInfo =>
  stakeInfo(state, hotkey, coldkey, netuid, stakeOf(state, hotkey, coldkey, netuid))

function stakeInfo(state: State, hotkey: Hex, coldkey: Hex, netuid: number, stake: bigint): StakeInfo {
  return {
    hotkey,
    coldkey,
    netuid,
    stake,
    locked: 0n,
    // Of the whole hotkey, not of this coldkey's part.
    emission: storage.AlphaDividendsPerSubnet.get(state, netuid, hotkey),
    tao_emission: 0n,
    drain: 0n,
    is_registered: storage.Uids.has(state, netuid, hotkey),
  }
}
