import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { events } from "../events.ts"
import { moveStakePosition } from "../staking/moving.ts"

/** A coldkey swaps stake on a hotkey from one subnet to another. Source: behaviour/staking.md section 7. */
export const swapStake: Handler<typeof calls.swap_stake> = (state, origin, args) => {
  const coldkey = ensureSigned(origin)
  const { hotkey, origin_netuid, destination_netuid, alpha_amount } = args
  const value = moveStakePosition(state, {
    from: { coldkey, hotkey, netuid: origin_netuid },
    to: { coldkey, hotkey, netuid: destination_netuid },
    alpha: alpha_amount,
    isTransfer: false,
  })
  events.StakeSwapped.deposit(state, [coldkey, hotkey, origin_netuid, destination_netuid, value])
}
