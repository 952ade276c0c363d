import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint } from "@taonet/primitives/integers"
import type { calls } from "../calls.ts"
import { becomeDelegateIfNew } from "../keys/delegates.ts"
import { ownerOf } from "../keys/hotkeys.ts"
import { maxBuy } from "../staking/limits.ts"
import { stakeIntoSubnet } from "../staking/swapping.ts"
import { ensureWithinSizeLimit, validateAddStake } from "../staking/validation.ts"

/** A coldkey stakes TAO on a hotkey, not above a price. Order of checks: behaviour/staking.md section 6, add_stake_limit. */
export const addStakeLimit: Handler<typeof calls.add_stake_limit> = (state, origin, args) => {
  const coldkey = ensureSigned(origin)
  stakeUpToPrice(state, coldkey, args.hotkey, args.netuid, args.amount_staked, {
    limitPrice: args.limit_price,
    allowPartial: args.allow_partial,
  })
}

/** Returns the alpha that the TAO gave. */
export function stakeUpToPrice(
  state: State,
  coldkey: Hex,
  hotkey: Hex,
  netuid: number,
  amount: bigint,
  { limitPrice, allowPartial }: { readonly limitPrice: bigint; readonly allowPartial: boolean },
): bigint {
  ensureWithinSizeLimit(state, netuid, "buy", amount)
  const max = maxBuy(state, netuid, limitPrice)
  validateAddStake(state, coldkey, hotkey, netuid, { amount, max, allowPartial })
  if (ownerOf(state, hotkey) !== coldkey) becomeDelegateIfNew(state, hotkey)
  return stakeIntoSubnet(state, hotkey, coldkey, netuid, minBigint(amount, max), { limitPrice })
}
