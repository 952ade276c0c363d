import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import type { RuntimeHoldReason } from "../../types/holds.ts"
import { hold, release } from "../balances/hold.ts"

const REASON: RuntimeHoldReason = { type: "Preimage", value: "Preimage" }

/** Rao for two items and the 64 bytes of their keys, and for each byte stored. */
const depositBase = 104_000_000n
const depositPerByte = 1_000_000n

/** Who pays for stored bytes, and how much (rao): a status's ticket. */
export type Ticket = readonly [Hex, bigint]

/** Holds the deposit for so many bytes. Raises as `hold` does. */
export function takeTicket(state: State, who: Hex, length: number): Ticket {
  const amount = depositBase + depositPerByte * BigInt(length)
  hold(state, REASON, who, amount)
  return [who, amount]
}

export function returnTicket(state: State, [who, amount]: Ticket): void {
  release(state, REASON, who, amount)
}
