import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { events } from "../events.ts"
import { moveStakePosition } from "../staking/moving.ts"

/** A coldkey gives stake to another coldkey and another hotkey at once. Source: behaviour/staking.md section 7. */
export const transferStakeAndHotkey: Handler<typeof calls.transfer_stake_and_hotkey> = (
  state,
  origin,
  args,
) => {
  const origin_coldkey = ensureSigned(origin)
  const { alpha_amount, ...keys } = args
  const amount = moveStakePosition(state, {
    from: { coldkey: origin_coldkey, hotkey: keys.origin_hotkey, netuid: keys.origin_netuid },
    to: {
      coldkey: keys.destination_coldkey,
      hotkey: keys.destination_hotkey,
      netuid: keys.destination_netuid,
    },
    alpha: alpha_amount,
    isTransfer: true,
  })
  events.StakeAndHotkeyTransferred.deposit(state, { origin_coldkey, ...keys, amount })
}
