import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { subnetExists } from "../subnets/subnets.ts"
import { stakeAtAnyPrice } from "./addStake.ts"
import { stakeUpToPrice } from "./addStakeLimit.ts"
import { burnPosition } from "./burnAlpha.ts"

/** Buys alpha with the caller's TAO and burns it at once. Source: behaviour/staking.md section 8. */
export const addStakeBurn: Handler<typeof calls.add_stake_burn> = (
  state,
  origin,
  { hotkey, netuid, amount, limit },
) => {
  const coldkey = ensureSigned(origin)
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  const alpha =
    limit === undefined
      ? stakeAtAnyPrice(state, coldkey, hotkey, netuid, amount)
      : stakeUpToPrice(state, coldkey, hotkey, netuid, amount, { limitPrice: limit, allowPartial: false })
  burnPosition(state, coldkey, hotkey, netuid, alpha)
  events.AddStakeBurn.deposit(state, { netuid, hotkey, amount, alpha })
}
