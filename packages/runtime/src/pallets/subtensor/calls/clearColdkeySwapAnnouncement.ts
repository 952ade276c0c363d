import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { saturatingAddU32 } from "@taonet/primitives/integers"
import { storage as system } from "../../system/schema.ts"
import type { calls } from "../calls.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { storage } from "../storage.ts"

/** A coldkey takes back its announcement, once it could also replace it. The price is not paid back. Raises ColdkeySwapAnnouncementNotFound, ColdkeySwapClearTooEarly. */
export const clearColdkeySwapAnnouncement: Handler<typeof calls.clear_coldkey_swap_announcement> = (
  state,
  origin,
) => {
  const who = ensureSigned(origin)
  const announced = storage.ColdkeySwapAnnouncements.get(state, who)
  ensure(announced, errors.ColdkeySwapAnnouncementNotFound)
  const clearable = saturatingAddU32(announced[0], storage.ColdkeySwapReannouncementDelay.get(state))
  ensure(system.Number.get(state) >= clearable, errors.ColdkeySwapClearTooEarly)
  storage.ColdkeySwapAnnouncements.delete(state, who)
  events.ColdkeySwapCleared.deposit(state, { who })
}
