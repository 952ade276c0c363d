import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { tradeBasket } from "../baskets/trade.ts"
import type { calls } from "../schema.ts"

/** Checks: those of `tradeBasket`. */
export const swapBasket: Handler<typeof calls.swap_basket> = (state, origin, args) => ({
  weight: tradeBasket(state, ensureSigned(origin), {
    hotkey: args.hotkey,
    from: args.origin_netuid,
    to: args.destination_netuid,
    amount: args.amount,
    least: args.min_amount_out,
  }),
})
