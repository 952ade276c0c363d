import { type Accepts, moved, within } from "../accept.ts"
import type { Difference } from "../outcome.ts"

/** A rao for each of so many positions at most. */
const roundingMax = 2n

/** Payments that come to the same for each receiver, give or take a rao, whatever their number and order; and what follows from it. */
export const samePayouts: Accepts = (difference, context, all) => {
  if (difference.kind === "storage") return within(Number(roundingMax))(difference, context, all)
  if (difference.kind !== "event") return false
  if (moved(difference, context, all)) return true
  const receiver = receiverOf(difference)
  const sum = (side: "recorded" | "ours"): bigint =>
    all
      .filter((other) => other.kind === "event" && other.side === side && other.name === difference.name)
      .filter((other) => receiverOf(other) === receiver)
      .reduce((total, other) => total + amountOf(other), 0n)
  const apart = sum("recorded") - sum("ours")
  return apart <= roundingMax && apart >= -roundingMax
}

const fieldsOf = (difference: Difference) =>
  (difference.kind === "event" ? difference.fields : {}) as Readonly<Record<string, string | number>>

function receiverOf(difference: Difference): string {
  const { from, to, who } = fieldsOf(difference)
  return `${from} ${to} ${who}`
}

const amountOf = (difference: Difference): bigint => BigInt(fieldsOf(difference)["amount"] ?? 0)
