import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { burnAlpha, recycleAlpha } from "../../alphaAssets/issuance.ts"
import { minerBurned } from "../math/dividends.ts"
import { isRegistered, ownerHotkey } from "../neurons/uids.ts"
import { events, storage } from "../schema.ts"
import { increaseStake } from "../staking/stake.ts"
import type { Division } from "./divide.ts"
import { settleCollateral } from "./settleCollateral.ts"

/**
 * Pays miners: stakes each incentive for the owner of the hotkey, on the hotkey or where the owner chose. What would go to the subnet owner's
 * own hotkeys is burned or recycled instead, and its share of all incentive lowers the subnet's emission (`MinerBurned`).
 * Source: behaviour/coinbase.md section 7.5, steps 2 and 3.
 */
export function payMiners(state: State, netuid: number, incentives: Division["incentives"]): void {
  const withheldFrom = ownersHotkeys(state, netuid)
  let total = 0n
  let withheld = 0n
  for (const [hotkey, incentive] of incentives) {
    total += incentive
    if (withheldFrom.has(hotkey)) {
      withheld += incentive
      if (storage.RecycleOrBurn.get(state, netuid) === "Recycle") recycleAlpha(state, netuid, incentive)
      else burnAlpha(state, netuid, incentive)
    } else payMiner(state, netuid, hotkey, incentive)
  }
  storage.MinerBurned.set(state, netuid, minerBurned(withheld, total))
}

function payMiner(state: State, netuid: number, hotkey: Hex, incentive: bigint): void {
  const owner = storage.Owner.get(state, hotkey)
  const earning = { emission: incentive, capturable: incentive }
  const liquid = incentive - settleCollateral(state, netuid, hotkey, owner, earning)
  if (liquid === 0n) return
  const chosen = storage.AutoStakeDestination.get(state, owner, netuid)
  if (chosen !== undefined) {
    events.AutoStakeAdded.deposit(state, { netuid, destination: chosen, hotkey, owner, incentive: liquid })
  }
  increaseStake(state, chosen ?? hotkey, owner, netuid, liquid)
}

/** Hotkeys of the subnet's owner that have a uid here: the named one and all that its coldkey owns. */
function ownersHotkeys(state: State, netuid: number): ReadonlySet<Hex> {
  const owned = storage.OwnedHotkeys.get(state, storage.SubnetOwner.get(state, netuid))
  const named = ownerHotkey(state, netuid)
  const hotkeys = named === undefined ? owned : [...owned, named]
  return new Set(hotkeys.filter((hotkey) => isRegistered(state, netuid, hotkey)))
}
