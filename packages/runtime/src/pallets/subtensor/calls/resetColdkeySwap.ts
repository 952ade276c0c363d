import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { events } from "../events.ts"
import { storage } from "../storage.ts"

/** Root takes back a coldkey's announcement and dispute, whether there are any or not. */
export const resetColdkeySwap: Handler<typeof calls.reset_coldkey_swap> = (state, origin, { coldkey }) => {
  ensureRoot(origin)
  storage.ColdkeySwapAnnouncements.delete(state, coldkey)
  storage.ColdkeySwapDisputes.delete(state, coldkey)
  events.ColdkeySwapReset.deposit(state, { who: coldkey })
}
