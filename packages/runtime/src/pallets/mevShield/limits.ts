import { ensure } from "@taonet/frame/errors"
import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { type calls, errors, events, storage } from "./schema.ts"

/** Half a block, picoseconds: more than that the queue may never have. */
const weightMax = 2_000_000_000_000n

/** Source: pallet_shield `set_max_pending_extrinsics_number`. */
export const setMaxPendingExtrinsicsNumber: Handler<typeof calls.set_max_pending_extrinsics_number> = (
  state,
  origin,
  { value },
) => {
  ensureRoot(origin)
  storage.MaxPendingExtrinsicsLimit.set(state, value)
  events.MaxPendingExtrinsicsNumberSet.deposit(state, { value })
}

/** Source: pallet_shield `set_on_initialize_weight`. */
export const setOnInitializeWeight: Handler<typeof calls.set_on_initialize_weight> = (
  state,
  origin,
  { value },
) => {
  ensureRoot(origin)
  ensure(value <= weightMax, errors.WeightExceedsAbsoluteMax)
  storage.OnInitializeWeight.set(state, value)
  events.OnInitializeWeightSet.deposit(state, { value })
}

/** Source: pallet_shield `set_stored_extrinsic_lifetime`. */
export const setStoredExtrinsicLifetime: Handler<typeof calls.set_stored_extrinsic_lifetime> = (
  state,
  origin,
  { value },
) => {
  ensureRoot(origin)
  storage.ExtrinsicLifetime.set(state, value)
  events.ExtrinsicLifetimeSet.deposit(state, { value })
}

/** Source: pallet_shield `set_max_extrinsic_weight`. */
export const setMaxExtrinsicWeight: Handler<typeof calls.set_max_extrinsic_weight> = (
  state,
  origin,
  { value },
) => {
  ensureRoot(origin)
  ensure(value <= weightMax, errors.WeightExceedsAbsoluteMax)
  storage.MaxExtrinsicWeight.set(state, value)
  events.MaxExtrinsicWeightSet.deposit(state, { value })
}
