import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { setAcceptsLockedAlpha } from "../locks/acceptance.ts"
import { type calls, events } from "../schema.ts"

/** Says whether the caller refuses locked alpha of others; everybody does who has never said. */
export const setRejectLockedAlpha: Handler<typeof calls.set_reject_locked_alpha> = (
  state,
  origin,
  { enabled },
) => {
  const coldkey = ensureSigned(origin)
  setAcceptsLockedAlpha(state, coldkey, !enabled)
  events.RejectLockedAlphaUpdated.deposit(state, { coldkey, enabled })
}
