/** Both versions of an order as one, its id, and what it spends and gives. behaviour/other-pallets.md section 9. */
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import {
  minBigint,
  mulDivFloor,
  saturatingAddU64,
  saturatingSubU64,
  U64_MAX,
} from "@taonet/primitives/integers"
import { encode } from "@taonet/primitives/scale/index"
import { type LinkedAsset, type OrderV2, VersionedOrder } from "./types.ts"

const PERBILL_ONE = 1_000_000_000n

/** An order of any version: one of the first has a fixed amount and feeds no other. */
export function viewOf(order: VersionedOrder): OrderV2 {
  if (order.type === "V2") return order.value
  const { value } = order
  return { ...value, amount: { type: "Fixed", value: value.amount }, has_linked_order: false }
}

export const orderId = (order: VersionedOrder): Hex => toHex(blake2b256(encode(VersionedOrder, order)))

export const isBuy = ({ order_type }: Pick<OrderV2, "order_type">): boolean => order_type === "LimitBuy"

const tao: LinkedAsset = { type: "Tao" }
const positionOf = ({ netuid, hotkey }: OrderV2): LinkedAsset => ({
  type: "Alpha",
  value: { netuid, hotkey },
})

export const assetIn = (order: OrderV2): LinkedAsset => (isBuy(order) ? tao : positionOf(order))
export const assetOut = (order: OrderV2): LinkedAsset => (isBuy(order) ? positionOf(order) : tao)

export function isSameAsset(a: LinkedAsset, b: LinkedAsset): boolean {
  if (a.type === "Tao" || b.type === "Tao") return a.type === b.type
  return a.value.netuid === b.value.netuid && a.value.hotkey === b.value.hotkey
}

/** floor(part · amount), the part in billionths. */
export const partOf = (part: number, amount: bigint): bigint =>
  minBigint(mulDivFloor(amount, BigInt(part), PERBILL_ONE), U64_MAX)

/** The worst price, in rao per alpha, that a trade of the order may reach: its limit widened by the slippage that it allows. */
export function swapLimit(order: OrderV2): bigint {
  const buys = isBuy(order)
  if (order.max_slippage === undefined) return buys ? U64_MAX : 0n
  const slippage = partOf(order.max_slippage, order.limit_price)
  return (buys ? saturatingAddU64 : saturatingSubU64)(order.limit_price, slippage)
}
