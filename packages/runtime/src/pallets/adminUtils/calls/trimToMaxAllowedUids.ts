import type { Handler } from "@taonet/frame/pallet"
import { trimNeurons } from "../../subtensor/neurons/trimming.ts"
import { ensureNotFrozen } from "../freezeWindow.ts"
import { ensureOwnerOrRoot, recordUse, trimmingLimit } from "../ownerLimits.ts"
import type { calls } from "../schema.ts"

/** Checks: BadOrigin, TxRateLimitExceeded, freeze window, then those of `trimNeurons`. behaviour/subnets.md section 9. */
export const trimToMaxAllowedUids: Handler<typeof calls.sudo_trim_to_max_allowed_uids> = (
  state,
  origin,
  { netuid, max_n },
) => {
  const owner = ensureOwnerOrRoot(state, origin, netuid, trimmingLimit)
  ensureNotFrozen(state, netuid)
  trimNeurons(state, netuid, max_n)
  recordUse(state, netuid, owner, trimmingLimit)
}
