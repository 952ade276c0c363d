import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { MAX_PRICE_RAO } from "../../swap/pool.ts"
import type { calls } from "../calls.ts"
import { stakeIntoSubnet } from "../staking/swapping.ts"
import { ensureWithinSizeLimit, validateAddStake, wholeOrder } from "../staking/validation.ts"

/** A coldkey stakes TAO on a hotkey at any price. Order of checks: behaviour/staking.md section 6, add_stake. */
export const addStake: Handler<typeof calls.add_stake> = (
  state,
  origin,
  { hotkey, netuid, amount_staked },
) => {
  stakeAtAnyPrice(state, ensureSigned(origin), hotkey, netuid, amount_staked)
}

/** Returns the alpha that the TAO gave. */
export function stakeAtAnyPrice(
  state: State,
  coldkey: Hex,
  hotkey: Hex,
  netuid: number,
  amount: bigint,
): bigint {
  ensureWithinSizeLimit(state, netuid, "buy", amount)
  validateAddStake(state, coldkey, hotkey, netuid, wholeOrder(amount))
  return stakeIntoSubnet(state, hotkey, coldkey, netuid, amount, { limitPrice: MAX_PRICE_RAO })
}
