import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { storage as evmChainId } from "../evmChainId/schema.ts"
import { storage as subtensor } from "../subtensor/schema.ts"
import { ROOT_NETUID } from "../subtensor/subnets/subnets.ts"
import { storage as timestamp } from "../timestamp/schema.ts"
import { amountOf, consumeOutput } from "./linkedOutputs.ts"
import { orderId, viewOf } from "./order.ts"
import { errors, storage } from "./schema.ts"
import { isSignedBySigner } from "./signature.ts"
import type { OrderStatus, OrderV2, SignedOrder } from "./types.ts"

/** An order that may be run now. */
export interface ValidOrder {
  readonly id: Hex
  readonly order: OrderV2
  /** What it trades now: all of it or the part that was asked for, fee included. */
  readonly gross: bigint
  readonly statusAfter: OrderStatus
  /** Takes the linked output that the amount comes from, if any. */
  readonly consume: () => void
}

/** Who submits the order, and the price in TAO per alpha (U64F64 bits) that it is held against. */
export interface Market {
  readonly relayer: Hex
  readonly price: bigint
}

/**
 * Raises, in this order: RootNetUidNotAllowed, ChainIdMismatch, InvalidSignature, OrderSignerFrozen, OrderAlreadyProcessed, OrderCancelled,
 * OrderExpired, PriceConditionNotMet, RelayerMissMatch, what `amountOf` raises, and what `ensureFill` raises. Where the reference looks at
 * frozen signers is not known; this is the suggestion of behaviour/other-pallets.md, open point 2.
 */
export function validateOrder(state: State, signed: SignedOrder, { relayer, price }: Market): ValidOrder {
  const id = orderId(signed.order)
  const order = viewOf(signed.order)
  ensure(order.netuid !== ROOT_NETUID, errors.RootNetUidNotAllowed)
  ensure(order.chain_id === evmChainId.ChainId.get(state), errors.ChainIdMismatch)
  ensure(isSignedBySigner(signed, id), errors.InvalidSignature)
  ensure(!isFrozen(state, order.signer), errors.OrderSignerFrozen)
  const status = storage.Orders.get(state, id)
  ensure(status?.type !== "Fulfilled", errors.OrderAlreadyProcessed)
  ensure(status?.type !== "Cancelled", errors.OrderCancelled)
  ensure(timestamp.Now.get(state) <= order.expiry, errors.OrderExpired)
  ensure(meetsPrice(order, price), errors.PriceConditionNotMet)
  ensure(order.relayer?.includes(relayer) ?? true, errors.RelayerMissMatch)
  const amount = amountOf(state, order)
  const filled = status?.type === "PartiallyFilled" ? status.value : undefined
  const fill = signed.partial_fill
  ensureFill(order, amount.total, { filled, fill })
  return {
    id,
    order,
    gross: fill ?? amount.total,
    statusAfter: statusAfter((filled ?? 0n) + (fill ?? amount.total), amount.total),
    consume: () => consumeOutput(state, id, amount),
  }
}

const isFrozen = (state: State, signer: Hex): boolean =>
  subtensor.ColdkeySwapAnnouncements.has(state, signer) || subtensor.ColdkeySwapDisputes.has(state, signer)

const RAO = U64F64.fromInt(1_000_000_000n)

function meetsPrice({ order_type, limit_price }: OrderV2, price: bigint): boolean {
  const rao = U64F64.toU64(U64F64.mul(price, RAO))
  return order_type === "TakeProfit" ? rao >= limit_price : rao <= limit_price
}

/**
 * A part is for orders that name who may decide on it, and that neither come from another order nor feed one. Once an order is filled in
 * part, the rest has to be asked for as a part too. Raises PartialFillNotSupportedForLinkedAmount, PartialFillNotSupportedForProvider,
 * RelayerRequiredForPartialFill, PartialFillsNotEnabled, IncorrectPartialFillAmount, in this order.
 */
function ensureFill(
  order: OrderV2,
  total: bigint,
  { filled, fill }: { readonly filled: bigint | undefined; readonly fill: bigint | undefined },
): void {
  if (fill === undefined) {
    ensure(filled === undefined, errors.IncorrectPartialFillAmount)
    return
  }
  ensure(order.amount.type === "Fixed", errors.PartialFillNotSupportedForLinkedAmount)
  ensure(!order.has_linked_order, errors.PartialFillNotSupportedForProvider)
  ensure(order.relayer !== undefined, errors.RelayerRequiredForPartialFill)
  ensure(order.partial_fills_enabled, errors.PartialFillsNotEnabled)
  const rest = saturatingSubU64(total, filled ?? 0n)
  ensure(fill > 0n && fill <= rest, errors.IncorrectPartialFillAmount)
}

const statusAfter = (filled: bigint, total: bigint): OrderStatus =>
  filled >= total ? { type: "Fulfilled" } : { type: "PartiallyFilled", value: filled }
