import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { events } from "../events.ts"
import { moveStakePosition } from "../staking/moving.ts"

/** A coldkey swaps stake between subnets within a limit on their relative price. Source: behaviour/staking.md section 7. */
export const swapStakeLimit: Handler<typeof calls.swap_stake_limit> = (state, origin, args) => {
  const coldkey = ensureSigned(origin)
  const { hotkey, origin_netuid, destination_netuid } = args
  const value = moveStakePosition(state, {
    from: { coldkey, hotkey, netuid: origin_netuid },
    to: { coldkey, hotkey, netuid: destination_netuid },
    alpha: args.alpha_amount,
    limit: { price: args.limit_price, allowPartial: args.allow_partial },
    isTransfer: false,
  })
  events.StakeSwapped.deposit(state, [coldkey, hotkey, origin_netuid, destination_netuid, value])
}
