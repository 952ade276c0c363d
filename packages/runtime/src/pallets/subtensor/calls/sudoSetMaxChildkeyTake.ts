import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { events } from "../events.ts"
import { storage } from "../storage.ts"

/** Root sets the highest childkey take; higher ones that are set stay. */
export const sudoSetMaxChildkeyTake: Handler<typeof calls.sudo_set_max_childkey_take> = (
  state,
  origin,
  { take },
) => {
  ensureRoot(origin)
  storage.MaxChildkeyTake.set(state, take)
  events.MaxChildKeyTakeSet.deposit(state, take)
}
