import { attempt, ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { executeOrder } from "../execution.ts"
import { orderId } from "../order.ts"
import { type calls, errors, events, storage } from "../schema.ts"

/** Runs orders one after the other, whoever brings them. One that fails leaves nothing behind; the rest goes on, unless all must do. */
export const executeOrders: Handler<typeof calls.execute_orders> = (
  state,
  origin,
  { orders, should_fail },
) => {
  const relayer = ensureSigned(origin)
  ensure(storage.LimitOrdersEnabled.get(state), errors.LimitOrdersDisabled)
  for (const signed of orders) {
    const result = attempt(state, () => executeOrder(state, signed, relayer))
    if (result.ok) continue
    if (should_fail) throw result.error
    events.OrderSkipped.deposit(state, { order_id: orderId(signed.order), reason: result.error.value })
  }
}
