import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { queueThresholdCheck } from "../children/thresholds.ts"
import { unstakeEverywhere } from "../staking/unstakeAll.ts"
import { allNetuids } from "../subnets/subnets.ts"

/** A coldkey unstakes all that it has on a hotkey, root included. Nothing to unstake is no error. Source: behaviour/staking.md section 6. */
export const unstakeAll: Handler<typeof calls.unstake_all> = (state, origin, { hotkey }) => {
  unstakeEverywhere(state, ensureSigned(origin), hotkey, allNetuids(state))
  queueThresholdCheck(state, hotkey)
}
