import { ensure } from "@taonet/frame/errors"
import type { Handler } from "@taonet/frame/pallet"
import { errors, storage } from "../../subtensor/schema.ts"
import { ensureNotFrozen } from "../freezeWindow.ts"
import { ensureOwnerOrRoot, hyperparameter, recordUse } from "../ownerLimits.ts"
import type { calls } from "../schema.ts"

const limit = hyperparameter("AlphaValues")
/** A fortieth of 65535: bonds may not stand still. */
const ALPHA_MIN = 1638

/**
 * Sets the bounds of liquid alpha where that is on. Checks: BadOrigin, TxRateLimitExceeded, freeze window, LiquidAlphaDisabled,
 * AlphaHighTooLow, AlphaLowOutOfRange.
 */
export const setAlphaValues: Handler<typeof calls.sudo_set_alpha_values> = (
  state,
  origin,
  { netuid, alpha_low, alpha_high },
) => {
  const owner = ensureOwnerOrRoot(state, origin, netuid, limit)
  ensureNotFrozen(state, netuid)
  ensure(storage.LiquidAlphaOn.get(state, netuid), errors.LiquidAlphaDisabled)
  ensure(alpha_high >= ALPHA_MIN, errors.AlphaHighTooLow)
  ensure(alpha_low >= ALPHA_MIN && alpha_low <= alpha_high, errors.AlphaLowOutOfRange)
  storage.AlphaValues.set(state, netuid, [alpha_low, alpha_high])
  recordUse(state, netuid, owner, limit)
}
