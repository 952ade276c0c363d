import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { events } from "../events.ts"
import { storage } from "../storage.ts"

/** Root sets the lowest childkey take of all subnets; lower ones that are set count as this. */
export const sudoSetMinChildkeyTake: Handler<typeof calls.sudo_set_min_childkey_take> = (
  state,
  origin,
  { take },
) => {
  ensureRoot(origin)
  storage.MinChildkeyTake.set(state, take)
  events.MinChildKeyTakeSet.deposit(state, take)
}
