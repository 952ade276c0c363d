import { ensure } from "@taonet/frame/errors"
import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { ownsHotkey } from "../../subtensor/keys/hotkeys.ts"
import { potAccount, potHotkey } from "../accounts.ts"
import { type calls, errors, events, storage } from "../schema.ts"

export const setPalletStatus: Handler<typeof calls.set_pallet_status> = (state, origin, { enabled }) => {
  ensureRoot(origin)
  const ready = ownsHotkey(state, potAccount(state), potHotkey(state))
  ensure(!enabled || ready, errors.PalletHotkeyNotRegistered)
  storage.LimitOrdersEnabled.set(state, enabled)
  events.LimitOrdersPalletStatusChanged.deposit(state, { enabled })
}
