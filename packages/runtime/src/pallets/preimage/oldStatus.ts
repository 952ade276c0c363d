import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { unreserve } from "../balances/reserve.ts"
import { type Ticket, takeTicket } from "./deposit.ts"
import { storage } from "./schema.ts"

/**
 * Brings an entry of the old layout, whose deposit was a plain reserve, to the current one. Returns whether there was one. New chains have
 * none; every operation asks all the same, as the reference does.
 */
export function ensureUpdated(state: State, hash: Hex): boolean {
  const old = storage.StatusFor.get(state, hash)
  if (!old) return false
  storage.StatusFor.delete(state, hash)
  if (old.type === "Unrequested") {
    const { deposit, len } = old.value
    const ticket = exchange(state, deposit, len)
    storage.RequestStatusFor.set(state, hash, { type: "Unrequested", value: { ticket, len } })
    return true
  }
  const { deposit, count, len } = old.value
  const maybe_ticket = deposit && exchangeIfStored(state, deposit, len)
  storage.RequestStatusFor.set(state, hash, {
    type: "Requested",
    value: { maybe_ticket, count, maybe_len: len },
  })
  return true
}

function exchange(state: State, [who, amount]: Ticket, length: number): Ticket {
  unreserve(state, who, amount)
  return takeTicket(state, who, length)
}

/** Bytes that nobody stored yet cost nothing. */
function exchangeIfStored(state: State, deposit: Ticket, length: number | undefined): Ticket | undefined {
  if (length !== undefined) return exchange(state, deposit, length)
  unreserve(state, ...deposit)
  return undefined
}
