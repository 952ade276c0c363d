import { DispatchFailure, ensure, failWith } from "@taonet/frame/errors"
import { type Origin, withFilter } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { type Weight, zeroWeight } from "@taonet/frame/schema/weights"
import type { State } from "@taonet/frame/state"
import { batchBase, runInner, sumWeights } from "./inner.ts"
import { type calls, constants, errors, events, weights } from "./schema.ts"

/** Stops at the first failure and keeps what was done before; succeeds either way. behaviour/other-pallets.md section 4. */
export const batch: Handler<typeof calls.batch> = (state, origin, { calls: items }) => {
  ensureMayBatch(state, origin, items)
  let used = zeroWeight
  for (const [index, item] of items.entries()) {
    const { result, weight } = runInner(state, origin, item)
    used = sumWeights(used, weight)
    if (!result.ok) {
      events.BatchInterrupted.deposit(state, { index, error: result.error.value })
      return { weight: sumWeights(batchBase(weights.batch, index + 1), used) }
    }
    events.ItemCompleted.deposit(state, undefined)
  }
  events.BatchCompleted.deposit(state, undefined)
  return { weight: sumWeights(batchBase(weights.batch, items.length), used) }
}

/** All or nothing: the first failure is the batch's own. Items, and what they carry, may not be `batch_all`. */
export const batchAll: Handler<typeof calls.batch_all> = (state, origin, { calls: items }) => {
  ensureMayBatch(state, origin, items)
  const filtered = withFilter(origin, (call) => !isBatchAll(call))
  let used = zeroWeight
  for (const [index, item] of items.entries()) {
    const { result, weight } = runInner(state, filtered, item)
    used = sumWeights(used, weight)
    if (!result.ok) failAfter(result.error, sumWeights(batchBase(weights.batch_all, index + 1), used))
    events.ItemCompleted.deposit(state, undefined)
  }
  events.BatchCompleted.deposit(state, undefined)
  return { weight: sumWeights(batchBase(weights.batch_all, items.length), used) }
}

/** Runs every item, whatever became of those before. */
export const forceBatch: Handler<typeof calls.force_batch> = (state, origin, { calls: items }) => {
  ensureMayBatch(state, origin, items)
  let used = zeroWeight
  let failed = false
  for (const item of items) {
    const { result, weight } = runInner(state, origin, item)
    used = sumWeights(used, weight)
    if (result.ok) events.ItemCompleted.deposit(state, undefined)
    else events.ItemFailed.deposit(state, { error: result.error.value })
    failed ||= !result.ok
  }
  if (failed) events.BatchCompletedWithErrors.deposit(state, undefined)
  else events.BatchCompleted.deposit(state, undefined)
  return { weight: sumWeights(batchBase(weights.force_batch, items.length), used) }
}

/** Raises the failure of a call inside as the outer one's, with the weight that was used until then. */
export function failAfter(error: DispatchFailure, weight: Weight): never {
  throw new DispatchFailure(error.value, error.message, { weight })
}

function ensureMayBatch(state: State, origin: Origin, items: readonly RuntimeCallValue[]): void {
  if (origin.type === "None") failWith({ type: "BadOrigin" })
  ensure(items.length <= constants.batched_calls_limit.get(state), errors.TooManyCalls)
}

const isBatchAll = (call: RuntimeCallValue): boolean =>
  call.type === "Utility" && call.value.type === "batch_all"
