import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { events } from "../events.ts"
import { moveStakePosition } from "../staking/moving.ts"

/** A coldkey gives stake to another coldkey, on the same hotkey. Source: behaviour/staking.md section 7. */
export const transferStake: Handler<typeof calls.transfer_stake> = (state, origin, args) => {
  const coldkey = ensureSigned(origin)
  const { destination_coldkey, hotkey, origin_netuid, destination_netuid, alpha_amount } = args
  const value = moveStakePosition(state, {
    from: { coldkey, hotkey, netuid: origin_netuid },
    to: { coldkey: destination_coldkey, hotkey, netuid: destination_netuid },
    alpha: alpha_amount,
    isTransfer: true,
  })
  events.StakeTransferred.deposit(state, [
    coldkey,
    destination_coldkey,
    hotkey,
    origin_netuid,
    destination_netuid,
    value,
  ])
}
