import { defineEvents, event } from "@taonet/frame/schema/events"
import { H256 } from "@taonet/frame/types/primitive_types"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { DispatchError } from "@taonet/frame/types/sp_runtime"
import { as, bool, u32, u64 } from "@taonet/primitives/scale/index"
import { NetUid } from "../../types/subtensorCommon.ts"
import { LinkedAsset, OrderSide, OrderType } from "./types.ts"

export const events = defineEvents("LimitOrders", {
  OrderExecuted: event(0, "An order was run, fully or in part", {
    order_id: H256,
    signer: AccountId32,
    netuid: NetUid,
    order_type: OrderType,
    amount_in: u64,
    amount_out: u64,
  }),
  OrderSkipped: event(1, "An order was passed over, for this reason", {
    order_id: H256,
    reason: as("sp_runtime::DispatchError", DispatchError),
  }),
  OrderCancelled: event(2, "An order was cancelled by its signer", { order_id: H256, signer: AccountId32 }),
  GroupExecutionSummary: event(3, "A batch of orders was run, with its net swap and result", {
    netuid: NetUid,
    net_side: OrderSide,
    net_amount: u64,
    actual_out: u64,
    executed_count: u32,
  }),
  LimitOrdersPalletStatusChanged: event(4, "Limit orders were turned on or off", { enabled: bool }),
  LinkedOutputRecorded: event(5, "An order's output was recorded for a following order", {
    order_id: H256,
    signer: AccountId32,
    asset: LinkedAsset,
    total: u64,
    expires_at: u64,
  }),
  LinkedOutputConsumed: event(6, "A following order used another order's recorded output", {
    provider: H256,
    consumer: H256,
    amount: u64,
    undrawn: u64,
  }),
  LinkedOutputPruned: event(7, "A recorded order output was removed unused", { order_id: H256, total: u64 }),
})
