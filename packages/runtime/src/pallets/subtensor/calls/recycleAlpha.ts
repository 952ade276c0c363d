import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { recycleAlpha as recycle } from "../../alphaAssets/issuance.ts"
import type { calls } from "../calls.ts"
import { events } from "../events.ts"
import { takeAlpha } from "../staking/destroyAlpha.ts"

/** A coldkey gives alpha back to the issuance. Order of checks: behaviour/staking.md section 8. */
export const recycleAlpha: Handler<typeof calls.recycle_alpha> = (
  state,
  origin,
  { hotkey, amount, netuid },
) => {
  const coldkey = ensureSigned(origin)
  const alpha = takeAlpha(state, coldkey, hotkey, netuid, amount)
  recycle(state, netuid, alpha)
  events.AlphaRecycled.deposit(state, [coldkey, hotkey, alpha, netuid])
}
