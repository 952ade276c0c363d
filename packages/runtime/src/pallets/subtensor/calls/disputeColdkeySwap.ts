import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { storage as system } from "../../system/schema.ts"
import type { calls } from "../calls.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { storage } from "../storage.ts"

/** Freezes a coldkey whose swap its owner did not announce, until root decides. Raises ColdkeySwapAnnouncementNotFound, ColdkeySwapAlreadyDisputed. */
export const disputeColdkeySwap: Handler<typeof calls.dispute_coldkey_swap> = (state, origin) => {
  const coldkey = ensureSigned(origin)
  ensure(storage.ColdkeySwapAnnouncements.has(state, coldkey), errors.ColdkeySwapAnnouncementNotFound)
  ensure(!storage.ColdkeySwapDisputes.has(state, coldkey), errors.ColdkeySwapAlreadyDisputed)
  storage.ColdkeySwapDisputes.set(state, coldkey, system.Number.get(state))
  events.ColdkeySwapDisputed.deposit(state, { coldkey })
}
