import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { createHotkeyIfNew } from "../keys/hotkeys.ts"

/**
 * Makes the caller owner of a hotkey that nobody owns; one that is owned, by whomever, is left alone without error. The hotkey does not
 * sign. Raises CannotUseSystemAccount. Source: behaviour/keys-and-fees.md section 7.
 */
export const tryAssociateHotkey: Handler<typeof calls.try_associate_hotkey> = (state, origin, { hotkey }) => {
  createHotkeyIfNew(state, ensureSigned(origin), hotkey)
}
