import type { Guard } from "@taonet/frame/dispatch/dispatcher"
import { ensure, fail } from "@taonet/frame/errors"
import { totalOf } from "@taonet/frame/schema/weights"
import { errors, storage } from "../pallets/subtensor/schema.ts"

/** What a coldkey that has announced its swap may still do. */
const allowed: ReadonlySet<string> = new Set([
  "SubtensorModule.announce_coldkey_swap",
  "SubtensorModule.swap_coldkey_announced",
  "SubtensorModule.dispute_coldkey_swap",
  "SubtensorModule.clear_coldkey_swap_announcement",
  "MevShield.submit_encrypted",
])

/** Freezes a coldkey between the announcement and the execution of its swap, and wholly while the swap is disputed. Covers every call. */
export const checkColdkeySwap: Guard = {
  weight: totalOf({ refTime: 10_000_000, proofSize: 4198, reads: 2, writes: 0 }),
  applies: () => true,
  check(state, origin, call) {
    if (origin.type !== "Signed" || !storage.ColdkeySwapAnnouncements.has(state, origin.value)) return
    if (storage.ColdkeySwapDisputes.has(state, origin.value)) fail(errors.ColdkeySwapDisputed)
    ensure(allowed.has(`${call.type}.${call.value.type}`), errors.ColdkeySwapAnnounced)
  },
}
