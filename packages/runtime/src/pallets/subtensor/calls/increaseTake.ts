import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import {
  delegateTake,
  ensureHotkeyOwner,
  setDelegateTake,
  takeChangedTooRecently,
} from "../keys/delegates.ts"
import { storage } from "../storage.ts"

/** The owner raises a hotkey's take. Order of checks: behaviour/keys-and-fees.md section 4. */
export const increaseTake: Handler<typeof calls.increase_take> = (state, origin, { hotkey, take }) => {
  const coldkey = ensureSigned(origin)
  ensureHotkeyOwner(state, coldkey, hotkey)
  if (storage.Delegates.has(state, hotkey)) {
    ensure(take > delegateTake(state, hotkey), errors.DelegateTakeTooLow)
  }
  ensure(take <= storage.MaxDelegateTake.get(state), errors.DelegateTakeTooHigh)
  ensure(!takeChangedTooRecently(state, hotkey), errors.DelegateTxRateLimitExceeded)
  setDelegateTake(state, hotkey, take)
  events.TakeIncreased.deposit(state, [coldkey, hotkey, take])
}
