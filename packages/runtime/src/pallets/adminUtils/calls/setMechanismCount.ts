import type { Handler } from "@taonet/frame/pallet"
import { ensureNotFrozen } from "../freezeWindow.ts"
import * as mechanisms from "../mechanisms.ts"
import { ensureOwnerOrRoot, mechanismCountLimit, recordUse } from "../ownerLimits.ts"
import type { calls } from "../schema.ts"

/** Checks: BadOrigin, TxRateLimitExceeded, freeze window, then those of `setMechanismCount`. behaviour/subnets.md section 9. */
export const setMechanismCount: Handler<typeof calls.sudo_set_mechanism_count> = (
  state,
  origin,
  { netuid, mechanism_count },
) => {
  const owner = ensureOwnerOrRoot(state, origin, netuid, mechanismCountLimit)
  ensureNotFrozen(state, netuid)
  mechanisms.setMechanismCount(state, netuid, mechanism_count)
  recordUse(state, netuid, owner, mechanismCountLimit)
}
