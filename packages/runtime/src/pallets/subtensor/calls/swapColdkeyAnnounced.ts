import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, toHex } from "@taonet/primitives/hex"
import { storage as system } from "../../system/schema.ts"
import type { calls } from "../calls.ts"
import { errors } from "../errors.ts"
import { swapColdkey } from "../keySwap/swapColdkey.ts"
import { storage } from "../storage.ts"

/**
 * A coldkey carries out its announced swap. Raises ColdkeySwapAnnouncementNotFound, AnnouncedColdkeyHashDoesNotMatch, ColdkeySwapTooEarly
 * and what the swap raises.
 */
export const swapColdkeyAnnounced: Handler<typeof calls.swap_coldkey_announced> = (
  state,
  origin,
  { new_coldkey },
) => {
  const who = ensureSigned(origin)
  const announced = storage.ColdkeySwapAnnouncements.get(state, who)
  ensure(announced, errors.ColdkeySwapAnnouncementNotFound)
  const [due, hash] = announced
  ensure(toHex(blake2b256(fromHex(new_coldkey))) === hash, errors.AnnouncedColdkeyHashDoesNotMatch)
  ensure(system.Number.get(state) >= due, errors.ColdkeySwapTooEarly)
  storage.ColdkeySwapAnnouncements.delete(state, who)
  swapColdkey(state, who, new_coldkey)
}
