import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { MAX_PRICE_RAO } from "../../swap/pool.ts"
import type { calls } from "../calls.ts"
import { queueThresholdCheck } from "../children/thresholds.ts"
import { stakeIntoSubnet } from "../staking/swapping.ts"
import { unstakeEverywhere } from "../staking/unstakeAll.ts"
import { ordinaryNetuids, ROOT_NETUID } from "../subnets/subnets.ts"

/**
 * A coldkey unstakes its alpha on a hotkey from all subnets and stakes the TAO on root, whether root is started or not. Raises
 * AmountTooLow when there was nothing. Source: behaviour/staking.md section 6.
 */
export const unstakeAllAlpha: Handler<typeof calls.unstake_all_alpha> = (state, origin, { hotkey }) => {
  const coldkey = ensureSigned(origin)
  const tao = unstakeEverywhere(state, coldkey, hotkey, ordinaryNetuids(state))
  stakeIntoSubnet(state, hotkey, coldkey, ROOT_NETUID, tao, { limitPrice: MAX_PRICE_RAO })
  queueThresholdCheck(state, hotkey)
}
