import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { events } from "../events.ts"
import { moveStakePosition } from "../staking/moving.ts"

/** A coldkey moves stake to another hotkey, and maybe subnet, within a limit on their relative price. Source: behaviour/staking.md section 7. */
export const moveStakeLimit: Handler<typeof calls.move_stake_limit> = (state, origin, args) => {
  const coldkey = ensureSigned(origin)
  const { origin_hotkey, origin_netuid, destination_hotkey, destination_netuid } = args
  const value = moveStakePosition(state, {
    from: { coldkey, hotkey: origin_hotkey, netuid: origin_netuid },
    to: { coldkey, hotkey: destination_hotkey, netuid: destination_netuid },
    alpha: args.alpha_amount,
    limit: { price: args.limit_price, allowPartial: args.allow_partial },
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
