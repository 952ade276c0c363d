import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { errors } from "../errors.ts"
import { stakeOf } from "../staking/stake.ts"
import { subnetExists } from "../subnets/subnets.ts"
import { unstakeAtAnyPrice } from "./removeStake.ts"
import { unstakeDownToPrice } from "./removeStakeLimit.ts"

/** A coldkey unstakes a whole position, optionally not below a price. Source: behaviour/staking.md section 6. */
export const removeStakeFullLimit: Handler<typeof calls.remove_stake_full_limit> = (
  state,
  origin,
  { hotkey: key, netuid, limit_price: limitPrice },
) => {
  const coldkey = ensureSigned(origin)
  const hotkey = key
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  const alpha = stakeOf(state, hotkey, coldkey, netuid)
  if (limitPrice === undefined) unstakeAtAnyPrice(state, coldkey, hotkey, netuid, alpha)
  else unstakeDownToPrice(state, coldkey, hotkey, netuid, alpha, { limitPrice, allowPartial: false })
}
