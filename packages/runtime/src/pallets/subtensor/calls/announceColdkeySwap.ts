import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { saturatingAddU32 } from "@taonet/primitives/integers"
import { storage as system } from "../../system/schema.ts"
import type { calls } from "../calls.ts"
import { constants } from "../constants.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { payColdkeySwap } from "../keySwap/swapColdkey.ts"
import { storage } from "../storage.ts"

/**
 * A coldkey announces, by hash, the one that shall replace it: enough time for its owner to notice a thief. The first announcement is paid;
 * another may replace it once it could have been used for a while. Raises ColdkeySwapReannouncedTooEarly, NotEnoughBalanceToPaySwapColdKey.
 */
export const announceColdkeySwap: Handler<typeof calls.announce_coldkey_swap> = (
  state,
  origin,
  { new_coldkey_hash },
) => {
  const who = ensureSigned(origin)
  const now = system.Number.get(state)
  const announced = storage.ColdkeySwapAnnouncements.get(state, who)
  if (announced) {
    const replaceable = saturatingAddU32(announced[0], storage.ColdkeySwapReannouncementDelay.get(state))
    ensure(now >= replaceable, errors.ColdkeySwapReannouncedTooEarly)
  } else payColdkeySwap(state, who, constants.KeySwapCost.get(state))
  const due = saturatingAddU32(now, storage.ColdkeySwapAnnouncementDelay.get(state))
  storage.ColdkeySwapAnnouncements.set(state, who, [due, new_coldkey_hash])
  events.ColdkeySwapAnnounced.deposit(state, { who, new_coldkey_hash })
}
