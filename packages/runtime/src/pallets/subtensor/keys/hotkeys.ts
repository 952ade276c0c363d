import { ensure } from "@taonet/frame/errors"
import { appendBytesOnce } from "@taonet/frame/schema/append"
import type { State } from "@taonet/frame/state"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { errors } from "../errors.ts"
import { storage } from "../storage.ts"
import { isSystemAccount } from "../subnets/accounts.ts"

export const hotkeyExists = (state: State, hotkey: Hex): boolean => storage.Owner.has(state, hotkey)

/** The coldkey that owns a hotkey; the all-zero account for one that does not exist. */
export const ownerOf = (state: State, hotkey: Hex): Hex => storage.Owner.get(state, hotkey)

export const ownsHotkey = (state: State, coldkey: Hex, hotkey: Hex): boolean =>
  hotkeyExists(state, hotkey) && ownerOf(state, hotkey) === coldkey

/** Gives a hotkey that has no owner to the coldkey; one that has is left alone. Raises CannotUseSystemAccount. */
export function createHotkeyIfNew(state: State, coldkey: Hex, hotkey: Hex): void {
  ensure(!isSystemAccount(hotkey), errors.CannotUseSystemAccount)
  if (hotkeyExists(state, hotkey)) return
  storage.Owner.set(state, hotkey, coldkey)
  appendBytesOnce(state, storage.OwnedHotkeys.key(coldkey), fromHex(hotkey))
  addStakingHotkey(state, coldkey, hotkey)
}

/** Notes that the coldkey has stake on the hotkey; entries stay after a full exit. */
export const addStakingHotkey = (state: State, coldkey: Hex, hotkey: Hex): void =>
  appendBytesOnce(state, storage.StakingHotkeys.key(coldkey), fromHex(hotkey))
