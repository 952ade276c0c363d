import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { storage } from "../../subtensor/schema.ts"
import { type calls, events } from "../schema.ts"

/** Stops or releases the trades of one hotkey's basket. */
export const setBasketTradingFrozen: Handler<typeof calls.sudo_set_basket_trading_frozen> = (
  state,
  origin,
  { hotkey, frozen },
) => {
  ensureRoot(origin)
  if (frozen) storage.BasketTradingFrozen.set(state, hotkey, undefined)
  else storage.BasketTradingFrozen.delete(state, hotkey)
  events.BasketTradingFrozenSet.deposit(state, { hotkey, frozen })
}
