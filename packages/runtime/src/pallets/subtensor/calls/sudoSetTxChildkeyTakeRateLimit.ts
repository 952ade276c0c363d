import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { events } from "../events.ts"
import { storage } from "../storage.ts"

/** Root sets how many blocks lie between two raises of a childkey take; any number. */
export const sudoSetTxChildkeyTakeRateLimit: Handler<typeof calls.sudo_set_tx_childkey_take_rate_limit> = (
  state,
  origin,
  { tx_rate_limit },
) => {
  ensureRoot(origin)
  storage.TxChildkeyTakeRateLimit.set(state, tx_rate_limit)
  events.TxChildKeyTakeRateLimitSet.deposit(state, tx_rate_limit)
}
