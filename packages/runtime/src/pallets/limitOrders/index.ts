import { definePallet } from "@taonet/frame/pallet"
import { cancelOrder } from "./calls/cancelOrder.ts"
import { executeBatchedOrders } from "./calls/executeBatchedOrders.ts"
import { executeOrders } from "./calls/executeOrders.ts"
import { pruneLinkedOutput } from "./calls/pruneLinkedOutput.ts"
import { setPalletStatus } from "./calls/setPalletStatus.ts"
import { calls, schema } from "./schema.ts"

export const limitOrders = definePallet(schema, calls, {
  calls: {
    execute_orders: executeOrders,
    execute_batched_orders: executeBatchedOrders,
    cancel_order: cancelOrder,
    set_pallet_status: setPalletStatus,
    prune_linked_output: pruneLinkedOutput,
  },
})
