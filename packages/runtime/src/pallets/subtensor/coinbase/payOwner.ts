import type { State } from "@taonet/frame/state"
import { shareOwnerCut } from "../leases/dividends.ts"
import { lockOwnerCut } from "../locks/lockStake.ts"
import { ownerHotkey } from "../neurons/uids.ts"
import { storage } from "../schema.ts"
import { increaseStake } from "../staking/stake.ts"

/** Stakes the owner's cut (rao) on the owner's hotkey; it is lost where the subnet names no owner or no hotkey of it. */
export function payOwnerCut(state: State, netuid: number, cut: bigint): void {
  const hotkey = ownerHotkey(state, netuid)
  if (hotkey === undefined || !storage.SubnetOwner.has(state, netuid)) return
  increaseStake(state, hotkey, storage.SubnetOwner.get(state, netuid), netuid, cut)
  shareOwnerCut(state, netuid, cut)
  lockOwnerCut(state, netuid, cut)
}
