import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { orderId } from "../order.ts"
import { type calls, errors, events, storage } from "../schema.ts"

/** Makes an order worthless that nobody has run yet, not even in part. Who signs the call needs no signature under the order. */
export const cancelOrder: Handler<typeof calls.cancel_order> = (state, origin, { order }) => {
  const who = ensureSigned(origin)
  ensure(order.value.signer === who, errors.Unauthorized)
  const id = orderId(order)
  ensure(!storage.Orders.has(state, id), errors.OrderAlreadyProcessed)
  storage.Orders.set(state, id, { type: "Cancelled" })
  events.OrderCancelled.deposit(state, { order_id: id, signer: who })
}
