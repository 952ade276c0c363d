import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { payColdkeySwap, swapColdkey as swap } from "../keySwap/swapColdkey.ts"
import { storage } from "../storage.ts"

/** Root moves all of a coldkey to another at once, at a price that it names, and ends what was announced or disputed. */
export const swapColdkey: Handler<typeof calls.swap_coldkey> = (state, origin, args) => {
  const { old_coldkey, new_coldkey, swap_cost } = args
  ensureRoot(origin)
  if (swap_cost > 0n) payColdkeySwap(state, old_coldkey, swap_cost)
  swap(state, old_coldkey, new_coldkey)
  storage.ColdkeySwapAnnouncements.delete(state, old_coldkey)
  storage.ColdkeySwapDisputes.delete(state, old_coldkey)
}
