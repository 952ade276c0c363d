import type { State } from "@taonet/frame/state"
import { constants, storage } from "../schema.ts"
import { allNetuids } from "../subnets/subnets.ts"

/** Forgets hotkey swaps on a subnet that no longer limit anybody. Each subnet has its turn once per interval. */
export function forgetHotkeySwaps(state: State, block: number): void {
  const interval = Number(constants.HotkeySwapOnSubnetInterval.get(state))
  if (interval === 0) return
  for (const netuid of allNetuids(state)) {
    if (netuid % interval !== block % interval) continue
    for (const [[, coldkey], swapped] of storage.LastHotkeySwapOnNetuid.entries(state, netuid)) {
      if (swapped + BigInt(interval) < BigInt(block))
        storage.LastHotkeySwapOnNetuid.delete(state, netuid, coldkey)
    }
  }
}
