import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint } from "@taonet/primitives/integers"
import type { calls } from "../calls.ts"
import { queueThresholdCheck } from "../children/thresholds.ts"
import { maxSell } from "../staking/limits.ts"
import { clearSmallNomination } from "../staking/nominators.ts"
import { unstakeFromSubnet } from "../staking/swapping.ts"
import { ensureWithinSizeLimit, validateRemoveStake } from "../staking/validation.ts"

/**
 * A coldkey unstakes alpha, not below a price. The amount is not cut to the position. Order of checks: behaviour/staking.md section 6,
 * remove_stake_limit.
 */
export const removeStakeLimit: Handler<typeof calls.remove_stake_limit> = (state, origin, args) => {
  const coldkey = ensureSigned(origin)
  unstakeDownToPrice(state, coldkey, args.hotkey, args.netuid, args.amount_unstaked, {
    limitPrice: args.limit_price,
    allowPartial: args.allow_partial,
  })
}

export function unstakeDownToPrice(
  state: State,
  coldkey: Hex,
  hotkey: Hex,
  netuid: number,
  amount: bigint,
  { limitPrice, allowPartial }: { readonly limitPrice: bigint; readonly allowPartial: boolean },
): void {
  ensureWithinSizeLimit(state, netuid, "sell", amount)
  const max = maxSell(state, netuid, limitPrice)
  validateRemoveStake(state, coldkey, hotkey, netuid, { amount, max, allowPartial })
  unstakeFromSubnet(state, hotkey, coldkey, netuid, minBigint(amount, max), {
    limitPrice,
    enforceRootHold: true,
  })
  clearSmallNomination(state, hotkey, coldkey, netuid)
  queueThresholdCheck(state, hotkey)
}
