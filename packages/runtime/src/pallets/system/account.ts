import { failWith } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { events, storage } from "./schema.ts"
import type { AccountInfo } from "./types.ts"

/** Number of the block being built (or of the block whose state this is). */
export const blockNumber = (state: State): number => storage.Number.get(state)

export const accountNonce = (state: State, who: Hex): number => storage.Account.get(state, who).nonce

export function incrementNonce(state: State, who: Hex): void {
  storage.Account.mutate(state, who, (info) => ({ ...info, nonce: info.nonce + 1 }))
}

/** Whether the account could lose its last provider: nobody consumes it. */
export function canDecrementProvider(info: AccountInfo): boolean {
  return info.providers > 1 || info.consumers === 0 || (info.providers === 0 && info.sufficients > 0)
}

/** Adds a reason for the account to exist; the first one creates it (System.NewAccount). */
export function incrementProviders(state: State, who: Hex, info: AccountInfo): AccountInfo {
  if (info.providers === 0 && info.sufficients === 0) events.NewAccount.deposit(state, { account: who })
  return { ...info, providers: info.providers + 1 }
}

/**
 * Takes a reason away. Returns undefined when that was the last one: the account is gone (System.KilledAccount).
 * Raises ConsumerRemaining when something still consumes the account.
 */
export function decrementProviders(state: State, who: Hex, info: AccountInfo): AccountInfo | undefined {
  if (info.providers > 1) return { ...info, providers: info.providers - 1 }
  if (info.consumers > 0) failWith({ type: "ConsumerRemaining" })
  if (info.sufficients > 0) return { ...info, providers: 0 }
  events.KilledAccount.deposit(state, { account: who })
  return undefined
}
