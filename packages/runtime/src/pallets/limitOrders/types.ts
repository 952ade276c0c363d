import { H256 } from "@taonet/frame/types/primitive_types"
import { Perbill } from "@taonet/frame/types/sp_arithmetic"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { MultiSignature } from "@taonet/frame/types/sp_runtime"
import type { Hex } from "@taonet/primitives/hex"
import {
  as,
  bool,
  type Codec,
  newtype,
  option,
  struct,
  u64,
  unitEnum,
  v,
  variant,
  vec,
} from "@taonet/primitives/scale/index"
import { limited } from "../../types/limited.ts"
import { NetUid } from "../../types/subtensorCommon.ts"

/** More relayers in an order, or orders in a call, do not decode. The second is the constant MaxOrdersPerBatch. */
const relayersMax = 10
const ordersMax = 100

export type OrderType = "LimitBuy" | "TakeProfit" | "StopLoss"
export const OrderType: Codec<OrderType> = unitEnum<OrderType>("pallet_limit_orders::OrderType", [
  "LimitBuy",
  "TakeProfit",
  "StopLoss",
])

export type OrderSide = "Buy" | "Sell"
export const OrderSide: Codec<OrderSide> = unitEnum<OrderSide>("pallet_limit_orders::OrderSide", [
  "Buy",
  "Sell",
])

export type LinkedAsset =
  | { readonly type: "Tao" }
  | { readonly type: "Alpha"; readonly value: { netuid: number; hotkey: Hex } }
export const LinkedAsset: Codec<LinkedAsset> = variant<LinkedAsset>(
  "pallet_limit_orders::v2::LinkedAsset",
  {
    Tao: v(0),
    Alpha: v(1, { netuid: NetUid, hotkey: as("AccountId", AccountId32) }),
  },
  { params: { AccountId: AccountId32 }, typeName: "LinkedAsset<T::AccountId>" },
)

export const BoundedVecAccountId32_2: Codec<Hex[]> = limited(
  newtype("bounded_collections::bounded_vec::BoundedVec", as("Vec<T>", vec(AccountId32)), {
    params: { T: AccountId32, S: undefined },
  }),
  relayersMax,
)

export interface Order {
  signer: Hex
  hotkey: Hex
  netuid: number
  order_type: OrderType
  amount: bigint
  limit_price: bigint
  expiry: bigint
  fee_rate: number
  fee_recipient: Hex
  relayer: Hex[] | undefined
  max_slippage: number | undefined
  chain_id: bigint
  partial_fills_enabled: boolean
}
export const Order: Codec<Order> = struct<Order>(
  "pallet_limit_orders::Order",
  {
    signer: as("AccountId", AccountId32),
    hotkey: as("AccountId", AccountId32),
    netuid: NetUid,
    order_type: OrderType,
    amount: u64,
    limit_price: u64,
    expiry: u64,
    fee_rate: Perbill,
    fee_recipient: as("AccountId", AccountId32),
    relayer: as("Option<BoundedVec<AccountId, ConstU32<10>>>", option(BoundedVecAccountId32_2)),
    max_slippage: option(Perbill),
    chain_id: u64,
    partial_fills_enabled: bool,
  },
  { params: { AccountId: AccountId32 }, typeName: "Order<AccountId>" },
)

export type OrderAmount =
  | { readonly type: "Fixed"; readonly value: bigint }
  | { readonly type: "LinkedPercentage"; readonly value: { provider: Hex; pct: number } }
export const OrderAmount: Codec<OrderAmount> = variant<OrderAmount>("pallet_limit_orders::v2::OrderAmount", {
  Fixed: v(0, u64),
  LinkedPercentage: v(1, { provider: H256, pct: Perbill }),
})

export interface OrderV2 {
  signer: Hex
  hotkey: Hex
  netuid: number
  order_type: OrderType
  amount: OrderAmount
  limit_price: bigint
  expiry: bigint
  fee_rate: number
  fee_recipient: Hex
  relayer: Hex[] | undefined
  max_slippage: number | undefined
  chain_id: bigint
  partial_fills_enabled: boolean
  has_linked_order: boolean
}
export const OrderV2: Codec<OrderV2> = struct<OrderV2>(
  "pallet_limit_orders::v2::OrderV2",
  {
    signer: as("AccountId", AccountId32),
    hotkey: as("AccountId", AccountId32),
    netuid: NetUid,
    order_type: OrderType,
    amount: OrderAmount,
    limit_price: u64,
    expiry: u64,
    fee_rate: Perbill,
    fee_recipient: as("AccountId", AccountId32),
    relayer: as("Option<BoundedVec<AccountId, ConstU32<10>>>", option(BoundedVecAccountId32_2)),
    max_slippage: option(Perbill),
    chain_id: u64,
    partial_fills_enabled: bool,
    has_linked_order: bool,
  },
  { params: { AccountId: AccountId32 }, typeName: "OrderV2<AccountId>" },
)

export type VersionedOrder =
  | { readonly type: "V1"; readonly value: Order }
  | { readonly type: "V2"; readonly value: OrderV2 }
export const VersionedOrder: Codec<VersionedOrder> = variant<VersionedOrder>(
  "pallet_limit_orders::VersionedOrder",
  {
    V1: v(0, Order),
    V2: v(1, OrderV2),
  },
  { params: { AccountId: AccountId32 }, typeName: "VersionedOrder<T::AccountId>" },
)

export interface SignedOrder {
  order: VersionedOrder
  signature: MultiSignature
  partial_fill: bigint | undefined
}
export const SignedOrder: Codec<SignedOrder> = struct<SignedOrder>(
  "pallet_limit_orders::SignedOrder",
  {
    order: as("VersionedOrder<AccountId>", VersionedOrder),
    signature: MultiSignature,
    partial_fill: option(u64),
  },
  { params: { AccountId: AccountId32 } },
)

export const BoundedVecSignedOrder: Codec<SignedOrder[]> = limited(
  newtype("bounded_collections::bounded_vec::BoundedVec", as("Vec<T>", vec(SignedOrder)), {
    params: { T: SignedOrder, S: undefined },
    typeName: "BoundedVec<SignedOrder<T::AccountId>, T::MaxOrdersPerBatch>",
  }),
  ordersMax,
)

export type OrderStatus =
  | { readonly type: "Fulfilled" }
  | { readonly type: "PartiallyFilled"; readonly value: bigint }
  | { readonly type: "Cancelled" }
export const OrderStatus: Codec<OrderStatus> = variant<OrderStatus>("pallet_limit_orders::OrderStatus", {
  Fulfilled: v(0),
  PartiallyFilled: v(1, u64),
  Cancelled: v(2),
})

export interface LinkedOutput {
  signer: Hex
  asset: LinkedAsset
  total: bigint
  expires_at: bigint
}
export const LinkedOutput: Codec<LinkedOutput> = struct<LinkedOutput>(
  "pallet_limit_orders::v2::LinkedOutput",
  {
    signer: as("AccountId", AccountId32),
    asset: as("LinkedAsset<AccountId>", LinkedAsset),
    total: u64,
    expires_at: u64,
  },
  { params: { AccountId: AccountId32 } },
)
