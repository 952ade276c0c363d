import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import * as collateral from "../collateral/addCollateral.ts"
import type { calls } from "../schema.ts"

/** Checks: those of `setMinCollateral`. */
export const setMinCollateral: Handler<typeof calls.set_min_collateral> = (
  state,
  origin,
  { netuid, hotkey, min_locked },
) => {
  const coldkey = ensureSigned(origin)
  collateral.setMinCollateral(state, { netuid, hotkey, coldkey }, min_locked)
}
