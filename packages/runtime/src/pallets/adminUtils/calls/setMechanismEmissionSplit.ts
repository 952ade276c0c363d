import type { Handler } from "@taonet/frame/pallet"
import { ensureNotFrozen } from "../freezeWindow.ts"
import { setEmissionSplit } from "../mechanisms.ts"
import { ensureOwnerOrRoot, mechanismEmissionLimit, recordUse } from "../ownerLimits.ts"
import type { calls } from "../schema.ts"

/** Checks: BadOrigin, TxRateLimitExceeded, freeze window, then those of `setEmissionSplit`. behaviour/subnets.md section 9. */
export const setMechanismEmissionSplit: Handler<typeof calls.sudo_set_mechanism_emission_split> = (
  state,
  origin,
  { netuid, maybe_split },
) => {
  const owner = ensureOwnerOrRoot(state, origin, netuid, mechanismEmissionLimit)
  ensureNotFrozen(state, netuid)
  setEmissionSplit(state, netuid, maybe_split)
  recordUse(state, netuid, owner, mechanismEmissionLimit)
}
