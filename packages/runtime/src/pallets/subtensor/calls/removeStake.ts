import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint } from "@taonet/primitives/integers"
import { MIN_PRICE_RAO } from "../../swap/pool.ts"
import type { calls } from "../calls.ts"
import { queueThresholdCheck } from "../children/thresholds.ts"
import { errors } from "../errors.ts"
import { clearSmallNomination } from "../staking/nominators.ts"
import { stakeOf } from "../staking/stake.ts"
import { unstakeFromSubnet } from "../staking/swapping.ts"
import { ensureWithinSizeLimit, validateRemoveStake, wholeOrder } from "../staking/validation.ts"
import { storage } from "../storage.ts"

/** A coldkey unstakes alpha at any price; too large an amount means all. Order of checks: behaviour/staking.md section 6, remove_stake. */
export const removeStake: Handler<typeof calls.remove_stake> = (
  state,
  origin,
  { hotkey, netuid, amount_unstaked },
) => {
  unstakeAtAnyPrice(state, ensureSigned(origin), hotkey, netuid, amount_unstaked)
}

export function unstakeAtAnyPrice(
  state: State,
  coldkey: Hex,
  hotkey: Hex,
  netuid: number,
  amount: bigint,
): void {
  ensure(storage.SubtokenEnabled.get(state, netuid), errors.SubtokenDisabled)
  const alpha = minBigint(amount, stakeOf(state, hotkey, coldkey, netuid))
  ensureWithinSizeLimit(state, netuid, "sell", alpha)
  validateRemoveStake(state, coldkey, hotkey, netuid, wholeOrder(alpha))
  unstakeFromSubnet(state, hotkey, coldkey, netuid, alpha, {
    limitPrice: MIN_PRICE_RAO,
    enforceRootHold: true,
  })
  clearSmallNomination(state, hotkey, coldkey, netuid)
  queueThresholdCheck(state, hotkey)
}
