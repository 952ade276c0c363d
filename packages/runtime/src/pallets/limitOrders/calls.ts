import { call, defineCalls } from "@taonet/frame/schema/calls"
import { H256 } from "@taonet/frame/types/primitive_types"
import { bool } from "@taonet/primitives/scale/index"
import { NetUid } from "../../types/subtensorCommon.ts"
import { BoundedVecSignedOrder, VersionedOrder } from "./types.ts"

export const calls = defineCalls("LimitOrders", {
  execute_orders: call(0, "Runs signed orders one by one, skipping failures or failing as a whole", {
    orders: BoundedVecSignedOrder,
    should_fail: bool,
  }),
  execute_batched_orders: call(
    1,
    "Runs signed orders of one subnet together with a single pool swap, all or nothing",
    { netuid: NetUid, orders: BoundedVecSignedOrder },
  ),
  cancel_order: call(2, "Cancels the caller's own order before it is run", { order: VersionedOrder }),
  set_pallet_status: call(3, "Turns limit orders on or off; root only", { enabled: bool }),
  prune_linked_output: call(
    4,
    "Removes the recorded output of an order that other orders could still spend",
    { order_id: H256 },
  ),
})
