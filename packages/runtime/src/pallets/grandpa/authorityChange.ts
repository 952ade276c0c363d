import { ensure } from "@taonet/frame/errors"
import type { Hooks } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { encode, struct, tuple, u32 } from "@taonet/primitives/scale/index"
import { storage as system } from "../system/schema.ts"
import { errors, events, storage } from "./schema.ts"
import { type StoredPendingChange, WeakBoundedVecTuplePublicU64 } from "./types.ts"

type Authorities = StoredPendingChange["next_authorities"]

/**
 * Names the finality voters to come. `forced` is the last block finalized by the old ones when they are known to be gone. Raises
 * ChangePending, TooSoon.
 */
export function scheduleAuthorityChange(
  state: State,
  next_authorities: Authorities,
  delay: number,
  forced: number | undefined,
): void {
  ensure(!storage.PendingChange.has(state), errors.ChangePending)
  const scheduled_at = system.Number.get(state)
  if (forced !== undefined) {
    ensure((storage.NextForced.get(state) ?? 0) <= scheduled_at, errors.TooSoon)
    storage.NextForced.set(state, scheduled_at + 2 * delay)
  }
  storage.PendingChange.set(state, { scheduled_at, delay, next_authorities, forced })
}

/** At the end of the block the header tells of a change, and one without delay takes effect: voters and their set's number together. */
export const authorityHooks: Hooks = {
  onFinalize(state, block) {
    const pending = storage.PendingChange.get(state)
    if (!pending) return
    if (block === pending.scheduled_at) announce(state, pending)
    if (block !== pending.scheduled_at + pending.delay) return
    storage.Authorities.set(state, pending.next_authorities)
    storage.CurrentSetId.mutate(state, (id) => id + 1n)
    storage.PendingChange.delete(state)
    events.NewAuthorities.deposit(state, { authority_set: pending.next_authorities })
  },
}

const ScheduledChange = struct<{ next_authorities: Authorities; delay: number }>("ScheduledChange", {
  next_authorities: WeakBoundedVecTuplePublicU64,
  delay: u32,
})
const ForcedChange = tuple(u32, ScheduledChange)

/** `ConsensusLog` of GRANDPA: 1 a change, 2 a forced one. */
function announce(state: State, change: StoredPendingChange): void {
  const log =
    change.forced === undefined
      ? concatBytes(Uint8Array.of(1), encode(ScheduledChange, change))
      : concatBytes(Uint8Array.of(2), encode(ForcedChange, [change.forced, change]))
  system.Digest.mutate(state, ({ logs }) => ({
    logs: [...logs, { type: "Consensus", value: [utf8("FRNK"), log] }],
  }))
}
