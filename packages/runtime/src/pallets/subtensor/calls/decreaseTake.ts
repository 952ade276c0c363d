import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { delegateTake, ensureHotkeyOwner, setDelegateTake } from "../keys/delegates.ts"
import { storage } from "../storage.ts"

/** The owner lowers a hotkey's take, at any time; the next increase then has to wait. Order of checks: behaviour/keys-and-fees.md section 4. */
export const decreaseTake: Handler<typeof calls.decrease_take> = (state, origin, { hotkey, take }) => {
  const coldkey = ensureSigned(origin)
  ensureHotkeyOwner(state, coldkey, hotkey)
  if (storage.Delegates.has(state, hotkey)) {
    ensure(take < delegateTake(state, hotkey), errors.DelegateTakeTooLow)
  }
  ensure(take >= storage.MinDelegateTake.get(state), errors.DelegateTakeTooLow)
  setDelegateTake(state, hotkey, take)
  events.TakeDecreased.deposit(state, [coldkey, hotkey, take])
}
