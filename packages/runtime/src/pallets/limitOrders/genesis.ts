import type { State } from "@taonet/frame/state"
import { createHotkeyIfNew } from "../subtensor/keys/hotkeys.ts"
import { potAccount, potHotkey } from "./accounts.ts"
import { storage } from "./schema.ts"

/** New chains start with limit orders on, and with the hotkey that batches need. */
export function limitOrdersGenesis(state: State): void {
  createHotkeyIfNew(state, potAccount(state), potHotkey(state))
  storage.LimitOrdersEnabled.set(state, true)
}
