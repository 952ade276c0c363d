import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { events } from "../events.ts"
import { moveStakePosition } from "../staking/moving.ts"

/** A coldkey moves stake to another hotkey, and maybe subnet. Source: behaviour/staking.md section 7. */
export const moveStake: Handler<typeof calls.move_stake> = (state, origin, args) => {
  const coldkey = ensureSigned(origin)
  const { origin_hotkey, origin_netuid, destination_hotkey, destination_netuid, alpha_amount } = args
  const value = moveStakePosition(state, {
    from: { coldkey, hotkey: origin_hotkey, netuid: origin_netuid },
    to: { coldkey, hotkey: destination_hotkey, netuid: destination_netuid },
    alpha: alpha_amount,
    isTransfer: false,
  })
  events.StakeMoved.deposit(state, [
    coldkey,
    origin_hotkey,
    origin_netuid,
    destination_hotkey,
    destination_netuid,
    value,
  ])
}
