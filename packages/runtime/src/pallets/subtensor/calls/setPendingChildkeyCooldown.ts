import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { storage } from "../storage.ts"

/** Root sets how long children wait that are scheduled from now on; no event. */
export const setPendingChildkeyCooldown: Handler<typeof calls.set_pending_childkey_cooldown> = (
  state,
  origin,
  { cooldown },
) => {
  ensureRoot(origin)
  storage.PendingChildKeyCooldown.set(state, cooldown)
}
