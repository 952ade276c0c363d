import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { ownsHotkey } from "../keys/hotkeys.ts"
import { storage } from "../storage.ts"

/** The owner chooses whether its hotkey, on root, lends stake to new subnets' owners; may be chosen before the hotkey joins root. */
export const setAutoParentDelegationEnabled: Handler<typeof calls.set_auto_parent_delegation_enabled> = (
  state,
  origin,
  { hotkey, enabled },
) => {
  const coldkey = ensureSigned(origin)
  ensure(ownsHotkey(state, coldkey, hotkey), errors.NonAssociatedColdKey)
  storage.AutoParentDelegationEnabled.set(state, hotkey, enabled)
  events.AutoParentDelegationEnabledSet.deposit(state, { hotkey, enabled })
}
