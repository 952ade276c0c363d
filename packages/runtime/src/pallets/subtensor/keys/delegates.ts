import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { errors } from "../errors.ts"
import { storage } from "../storage.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { hotkeyExists, ownerOf } from "./hotkeys.ts"

/** Share of its stakers' rewards that a hotkey keeps, out of 65535. */
export const delegateTake = (state: State, hotkey: Hex): number => storage.Delegates.get(state, hotkey)

/** Staking by another than the owner makes a hotkey a delegate: stores its take, which is the default one, if none is stored. */
export function becomeDelegateIfNew(state: State, hotkey: Hex): void {
  if (!storage.Delegates.has(state, hotkey)) storage.Delegates.set(state, hotkey, delegateTake(state, hotkey))
}

/** Raises HotKeyAccountNotExists, NonAssociatedColdKey. */
export function ensureHotkeyOwner(state: State, coldkey: Hex, hotkey: Hex): void {
  ensure(hotkeyExists(state, hotkey), errors.HotKeyAccountNotExists)
  ensure(ownerOf(state, hotkey) === coldkey, errors.NonAssociatedColdKey)
}

/** Stores a take and starts the hotkey's wait for its next increase. */
export function setDelegateTake(state: State, hotkey: Hex, take: number): void {
  storage.LastRateLimitedBlock.set(state, takeChange(hotkey), currentBlock(state))
  storage.Delegates.set(state, hotkey, take)
}

/** Whether the last change of the take is too recent for an increase; a limit of 0 or no change so far never is. */
export function takeChangedTooRecently(state: State, hotkey: Hex): boolean {
  const limit = storage.TxDelegateTakeRateLimit.get(state)
  const last = storage.LastRateLimitedBlock.get(state, takeChange(hotkey))
  return limit !== 0n && last !== 0n && currentBlock(state) - last <= limit
}

const takeChange = (hotkey: Hex) => ({ type: "LastTxBlockDelegateTake", value: hotkey }) as const
