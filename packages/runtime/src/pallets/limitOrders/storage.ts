import { blake2_128Concat, defineStorage, identity, map, value } from "@taonet/frame/schema/storage"
import { H256 } from "@taonet/frame/types/primitive_types"
import { bool } from "@taonet/primitives/scale/index"
import { BoundedVecU8_11 } from "../../types/bounded.ts"
import { LinkedOutput, OrderStatus } from "./types.ts"

export const storage = defineStorage("LimitOrders", {
  Orders: map(
    "Order id → whether it is fulfilled, partly filled or cancelled",
    [blake2_128Concat(H256)],
    OrderStatus,
  ),
  LimitOrdersEnabled: value("Whether limit orders may be run", bool, false),
  LinkedOutputs: map(
    "Order id → its unspent output in rao with owner, asset and expiry in milliseconds",
    [blake2_128Concat(H256)],
    LinkedOutput,
  ),
  HasMigrationRun: map("Migration name → whether it has run", [identity(BoundedVecU8_11)], bool, false),
})
