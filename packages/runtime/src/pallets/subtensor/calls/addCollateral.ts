import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import * as collateral from "../collateral/addCollateral.ts"
import type { calls } from "../schema.ts"

/** Checks: those of `addCollateral`. */
export const addCollateral: Handler<typeof calls.add_collateral> = (
  state,
  origin,
  { netuid, hotkey, alpha, limit_price },
) => {
  const coldkey = ensureSigned(origin)
  collateral.addCollateral(state, { netuid, hotkey, coldkey }, alpha, limit_price)
}
