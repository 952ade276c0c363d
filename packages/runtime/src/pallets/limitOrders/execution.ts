import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { transferTao } from "../subtensor/staking/tao.ts"
import { currentAlphaPrice } from "../swap/pool.ts"
import { recordOutput } from "./linkedOutputs.ts"
import { isBuy, partOf, swapLimit, viewOf } from "./order.ts"
import { events, storage } from "./schema.ts"
import { buyForUser, sellForUser, type Trade } from "./trading.ts"
import type { OrderV2, SignedOrder } from "./types.ts"
import { type ValidOrder, validateOrder } from "./validation.ts"

/** Runs one order against the pool, its fee in TAO before a purchase and after a sale. Raises what is wrong with it or its trade. */
export function executeOrder(state: State, signed: SignedOrder, relayer: Hex): void {
  const price = currentAlphaPrice(state, viewOf(signed.order).netuid)
  const valid = validateOrder(state, signed, { relayer, price })
  const { order } = valid
  const [amountIn, amountOut] = isBuy(order) ? buyWithFee(state, valid) : sellWithFee(state, valid)
  valid.consume()
  settleOrder(state, valid, amountIn, amountOut)
}

/** Notes that an order was run: status, output for a following order, event. */
export function settleOrder(
  state: State,
  { id, order, statusAfter }: ValidOrder,
  amountIn: bigint,
  amountOut: bigint,
): void {
  storage.Orders.set(state, id, statusAfter)
  recordOutput(state, id, order, amountOut)
  events.OrderExecuted.deposit(state, {
    order_id: id,
    signer: order.signer,
    netuid: order.netuid,
    order_type: order.order_type,
    amount_in: amountIn,
    amount_out: amountOut,
  })
}

/** Pays a fee in TAO; nothing happens without one. Raises InsufficientTaoBalance. */
export function payFee(state: State, from: Hex, recipient: Hex, fee: bigint): void {
  if (fee > 0n) transferTao(state, from, recipient, fee)
}

function buyWithFee(state: State, { order, gross }: ValidOrder): readonly [bigint, bigint] {
  const fee = partOf(order.fee_rate, gross)
  const net = saturatingSubU64(gross, fee)
  const alpha = buyForUser(state, tradeOf(order, net))
  payFee(state, order.signer, order.fee_recipient, fee)
  return [net, alpha]
}

function sellWithFee(state: State, { order, gross }: ValidOrder): readonly [bigint, bigint] {
  const tao = sellForUser(state, tradeOf(order, gross))
  const fee = partOf(order.fee_rate, tao)
  payFee(state, order.signer, order.fee_recipient, fee)
  return [gross, saturatingSubU64(tao, fee)]
}

const tradeOf = (order: OrderV2, amount: bigint): Trade => ({
  position: { coldkey: order.signer, hotkey: order.hotkey, netuid: order.netuid },
  amount,
  limitPrice: swapLimit(order),
})
