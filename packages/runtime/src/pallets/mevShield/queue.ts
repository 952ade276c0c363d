import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import { blockNumber } from "../system/account.ts"
import { type calls, errors, events, storage } from "./schema.ts"

/** Puts an encrypted call into the queue. Source: pallet_shield `store_encrypted`. */
export const storeEncrypted: Handler<typeof calls.store_encrypted> = (state, origin, { encrypted_call }) => {
  const who = ensureSigned(origin)
  const count = storage.CounterForPendingExtrinsics.get(state)
  ensure(count < storage.MaxPendingExtrinsicsLimit.get(state), errors.TooManyPendingExtrinsics)
  const index = storage.NextPendingExtrinsicIndex.get(state)
  storage.PendingExtrinsics.set(state, index, { who, encrypted_call, submitted_at: blockNumber(state) })
  storage.CounterForPendingExtrinsics.set(state, count + 1)
  storage.NextPendingExtrinsicIndex.set(state, Math.min(index + 1, 0xffff_ffff))
  events.ExtrinsicStored.deposit(state, { index, who })
}

/**
 * Start of a block: queued calls leave. This runtime version has no key to open them with, so all that have not expired end as
 * undecodable; what would run, postpone or refuse them is never reached. Source: pallet_shield `process_pending_extrinsics`.
 */
export function processQueue(state: State): void {
  const count = storage.CounterForPendingExtrinsics.get(state)
  if (count === 0) return
  const next = storage.NextPendingExtrinsicIndex.get(state)
  const lifetime = storage.ExtrinsicLifetime.get(state)
  const now = blockNumber(state)
  for (let index = Math.max(next - count, 0); index < next; index++) {
    const pending = storage.PendingExtrinsics.get(state, index)
    if (pending === undefined) continue
    storage.PendingExtrinsics.delete(state, index)
    storage.CounterForPendingExtrinsics.mutate(state, (left) => left - 1)
    if (now - pending.submitted_at > lifetime) events.ExtrinsicExpired.deposit(state, { index })
    else events.ExtrinsicDecodeFailed.deposit(state, { index })
  }
}
