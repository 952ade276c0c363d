import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { runBatch } from "../batch/batch.ts"
import { type calls, errors, storage } from "../schema.ts"

/** Runs orders of one subnet against each other, and what does not cancel out against the pool, in one trade. All or nothing. */
export const executeBatchedOrders: Handler<typeof calls.execute_batched_orders> = (
  state,
  origin,
  { netuid, orders },
) => {
  const relayer = ensureSigned(origin)
  ensure(storage.LimitOrdersEnabled.get(state), errors.LimitOrdersDisabled)
  runBatch(state, netuid, orders, relayer)
}
