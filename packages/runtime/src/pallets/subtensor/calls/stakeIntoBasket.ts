import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import * as baskets from "../baskets/stakeIn.ts"
import type { calls } from "../schema.ts"

/** Checks: those of `stakeIntoBasket`. */
export const stakeIntoBasket: Handler<typeof calls.stake_into_basket> = (
  state,
  origin,
  { hotkey, amount_staked },
) => ({ weight: baskets.stakeIntoBasket(state, ensureSigned(origin), hotkey, amount_staked) })
