import { encodeAddress } from "@taonet/primitives/ss58"
import { isBuy, viewOf } from "./order.ts"
import type { OrderAmount, OrderType, OrderV2, VersionedOrder } from "./types.ts"

const labels: Readonly<Record<OrderType, string>> = {
  LimitBuy: "Limit buy",
  TakeProfit: "Take-profit",
  StopLoss: "Stop-loss",
}

/**
 * The order as the text that a hardware wallet shows and signs. Every field is in it, so that a signature fits one order only. Its form
 * belongs to the signatures that are out there: a changed space makes them worthless.
 */
export function orderMessage(versioned: VersionedOrder): string {
  const order = viewOf(versioned)
  const fields = [
    `TAO.com order ${versioned.type === "V1" ? "v1" : "v2"}: ${labels[order.order_type]} ${amountText(order.amount)} on subnet ${order.netuid}`,
    `${isBuy(order) ? "limit price" : "trigger price"} ${order.limit_price}`,
    `expiry ${order.expiry}`,
    `hotkey ${encodeAddress(order.hotkey)}`,
    `fee ${order.fee_rate} to ${encodeAddress(order.fee_recipient)}`,
    `relayer ${relayerText(order.relayer)}`,
    `max slippage ${order.max_slippage ?? "none"}`,
    `chain ${order.chain_id}`,
    `partial fills ${order.partial_fills_enabled}`,
    `signer ${encodeAddress(order.signer)}`,
  ]
  if (versioned.type === "V2") fields.push(`records output ${order.has_linked_order}`)
  return fields.join(", ")
}

const amountText = (amount: OrderAmount): string =>
  amount.type === "Fixed"
    ? `${amount.value}`
    : `${amount.value.pct} ppb of order ${amount.value.provider} output`

/** Nobody and anybody must not look alike. */
function relayerText(relayer: OrderV2["relayer"]): string {
  if (relayer === undefined) return "none"
  return relayer.length === 0 ? "[]" : relayer.map((account) => encodeAddress(account)).join("+")
}
