import { attempt } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { encode, u32 } from "@taonet/primitives/scale/index"
import { decrementProviders, incrementProviders } from "../../system/account.ts"
import { storage as system } from "../../system/schema.ts"

/** The keys that own a leased subnet. Nobody has their secrets: the beneficiary acts for them by proxy. */
export const leaseColdkey = (id: number): Hex => accountOf("leasing/coldkey", id)
export const leaseHotkey = (id: number): Hex => accountOf("leasing/hotkey", id)

/** Hash of the SCALE tuple (name, id); the names are short enough for a one-byte length. */
function accountOf(name: string, id: number): Hex {
  const text = utf8(name)
  return toHex(blake2b256(concatBytes(Uint8Array.of(text.length << 2), text, encode(u32, id))))
}

/** Keeps the accounts in existence whatever their balance. */
export function holdAccount(state: State, account: Hex): void {
  system.Account.set(state, account, incrementProviders(state, account, system.Account.get(state, account)))
}

/** An account that still holds its proxy's deposit stays: the reference ignores that it cannot let go of it. */
export function releaseAccount(state: State, account: Hex): void {
  attempt(state, () => {
    const info = decrementProviders(state, account, system.Account.get(state, account))
    if (info) system.Account.set(state, account, info)
    else system.Account.delete(state, account)
  })
}
