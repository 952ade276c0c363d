/** What an order gave, kept for one other order of the same signer that was signed before anybody knew how much that would be. */
import { ensure, fail } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { storage as timestamp } from "../timestamp/schema.ts"
import { assetIn, assetOut, isSameAsset, partOf } from "./order.ts"
import { constants, errors, events, storage } from "./schema.ts"
import type { OrderV2 } from "./types.ts"

/** How much an order trades in all, and the order whose output that comes from, if any. */
export interface Amount {
  readonly total: bigint
  readonly provider?: Hex
}

/**
 * Raises NoLinkedOutput, LinkedOutputSignerMismatch, LinkedOutputAssetMismatch, LinkedOutputExpired, LinkedAmountResolvedToZero, in this
 * order. Changes nothing: the output is taken with `consumeOutput`.
 */
export function amountOf(state: State, order: OrderV2): Amount {
  if (order.amount.type === "Fixed") return { total: order.amount.value }
  const { provider, pct } = order.amount.value
  const output = storage.LinkedOutputs.get(state, provider) ?? fail(errors.NoLinkedOutput)
  ensure(output.signer === order.signer, errors.LinkedOutputSignerMismatch)
  ensure(isSameAsset(output.asset, assetIn(order)), errors.LinkedOutputAssetMismatch)
  ensure(timestamp.Now.get(state) <= output.expires_at, errors.LinkedOutputExpired)
  const total = partOf(pct, output.total)
  ensure(total > 0n, errors.LinkedAmountResolvedToZero)
  return { total, provider }
}

/** Takes the output that the amount comes from; what was not drawn of it stays the signer's, but no order can be linked to it any more. */
export function consumeOutput(state: State, consumer: Hex, { total: amount, provider }: Amount): void {
  if (provider === undefined) return
  const output = storage.LinkedOutputs.get(state, provider) ?? fail(errors.NoLinkedOutput)
  storage.LinkedOutputs.delete(state, provider)
  const undrawn = saturatingSubU64(output.total, amount)
  events.LinkedOutputConsumed.deposit(state, { provider, consumer, amount, undrawn })
}

/** Keeps what the order gave, after fees, where its signer has asked for it. */
export function recordOutput(state: State, id: Hex, order: OrderV2, total: bigint): void {
  if (!order.has_linked_order || total === 0n) return
  const output = {
    signer: order.signer,
    asset: assetOut(order),
    total,
    expires_at: saturatingAddU64(timestamp.Now.get(state), constants.LinkedOutputTtl.get(state)),
  }
  storage.LinkedOutputs.set(state, id, output)
  events.LinkedOutputRecorded.deposit(state, { order_id: id, ...output })
}
