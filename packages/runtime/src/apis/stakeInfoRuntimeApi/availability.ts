import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { coldkeyLock } from "../../pallets/subtensor/locks/availability.ts"
import { coldkeyStakeOn } from "../../pallets/subtensor/staking/stake.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import { allNetuids } from "../../pallets/subtensor/subnets/subnets.ts"
import type { StakeAvailability } from "../../pallets/subtensor/types.ts"
import { compareText } from "../shared/compare.ts"

type BySubnet = (readonly [number, StakeAvailability])[]

/**
 * `get_stake_availability_for_coldkeys`: maps in key order, by account and by netuid. `netuids` limits the subnets; a list that is
 * empty or longer than that of all subnets gives nothing.
 */
export function stakeAvailability(
  state: State,
  coldkeys: readonly Hex[],
  netuids: readonly number[] | undefined,
): (readonly [Hex, BySubnet])[] {
  const wanted = wantedNetuids(allNetuids(state), netuids)
  return [...new Set(coldkeys)]
    .sort(compareText)
    .map((coldkey) => [coldkey, wanted.flatMap((netuid) => rowOf(state, coldkey, netuid))])
}

function wantedNetuids(existing: readonly number[], asked: readonly number[] | undefined): number[] {
  const inOrder = [...new Set(asked ?? existing)].sort((a, b) => a - b)
  if (asked && inOrder.length > existing.length) return []
  const known = new Set(existing)
  return inOrder.filter((netuid) => known.has(netuid))
}

/** One row, or none for a coldkey that has neither stake nor a lock there. */
function rowOf(state: State, coldkey: Hex, netuid: number): BySubnet {
  const total = coldkeyStakeOn(state, coldkey, netuid)
  const locked = coldkeyLock(state, coldkey, netuid)?.locked_mass ?? 0n
  if (total === 0n && locked === 0n) return []
  const held = saturatingAddU64(locked, storage.ColdkeyMinerCollateral.get(state, netuid, coldkey))
  return [[netuid, { total, locked, available: saturatingSubU64(total, held) }]]
}
