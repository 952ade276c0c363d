/** Orders of one subnet that are run together. behaviour/other-pallets.md section 9, `execute_batched_orders`. */
import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { maxBigint, minBigint, saturateU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { transferTao } from "../../subtensor/staking/tao.ts"
import { ROOT_NETUID } from "../../subtensor/subnets/subnets.ts"
import { currentAlphaPrice } from "../../swap/pool.ts"
import { potAccount, potHotkey } from "../accounts.ts"
import { payFee } from "../execution.ts"
import { isBuy, orderId, partOf, swapLimit, viewOf } from "../order.ts"
import { errors, events } from "../schema.ts"
import { buy, collectStake, sell } from "../trading.ts"
import type { SignedOrder } from "../types.ts"
import { type Market, validateOrder } from "../validation.ts"
import { type BatchOrder, type Fees, payBuyers, paySellers, positionOf } from "./distribution.ts"
import { type Netting, netting } from "./netting.ts"

/** Raises DuplicateOrderInBatch, OrderNetUidMismatch, whatever is wrong with any order, SwapReturnedZero, ZeroShareInBatch, ArithmeticOverflow. */
export function runBatch(state: State, netuid: number, signed: readonly SignedOrder[], relayer: Hex): void {
  ensure(netuid !== ROOT_NETUID, errors.RootNetUidNotAllowed)
  const price = currentAlphaPrice(state, netuid)
  const orders = validateAll(state, netuid, signed, { relayer, price })
  if (orders.length === 0) return
  const buyers = orders.filter(({ valid }) => isBuy(valid.order))
  const sellers = orders.filter(({ valid }) => !isBuy(valid.order))
  const pot = { coldkey: potAccount(state), hotkey: potHotkey(state), netuid }
  for (const { valid } of buyers) transferTao(state, valid.order.signer, pot.coldkey, valid.gross)
  for (const { valid } of sellers) collectStake(state, positionOf(valid), pot, valid.gross)

  const sums = netting(sumOf(buyers), sumOf(sellers), price)
  const limits = (sums.side === "Buy" ? buyers : sellers).map(({ valid }) => swapLimit(valid.order))
  const out = tradeRest(state, pot, sums, limits)
  payBuyers(state, pot, buyers, sums, out)
  const fees = paySellers(state, pot, sellers, { sums, out, price })
  for (const { valid, net } of buyers) fees.add(valid.order.fee_recipient, valid.gross - net)
  payFees(state, pot.coldkey, fees)
  events.GroupExecutionSummary.deposit(state, {
    netuid,
    net_side: sums.side,
    net_amount: saturateU64(sums.rest),
    actual_out: out,
    executed_count: orders.length,
  })
}

/** Takes linked outputs at once: none can be used twice, and none of an order of the same batch can be used at all. */
function validateAll(
  state: State,
  netuid: number,
  signed: readonly SignedOrder[],
  market: Market,
): BatchOrder[] {
  const seen = new Set<Hex>()
  return signed.map((item) => {
    const id = orderId(item.order)
    ensure(!seen.has(id), errors.DuplicateOrderInBatch)
    seen.add(id)
    ensure(viewOf(item.order).netuid === netuid, errors.OrderNetUidMismatch)
    const valid = validateOrder(state, item, market)
    valid.consume()
    const fee = isBuy(valid.order) ? partOf(valid.order.fee_rate, valid.gross) : 0n
    return { valid, net: saturatingSubU64(valid.gross, fee) }
  })
}

const sumOf = (orders: readonly BatchOrder[]): bigint => orders.reduce((sum, { net }) => sum + net, 0n)

/** One trade of what is left, at the strictest limit of the side that wants it. Returns alpha or TAO, 0 where nothing is left. */
function tradeRest(
  state: State,
  position: Parameters<typeof buy>[1]["position"],
  { side, rest }: Netting,
  limits: readonly bigint[],
): bigint {
  if (rest === 0n) return 0n
  const limitPrice = limits.reduce(side === "Buy" ? minBigint : maxBigint)
  const out = (side === "Buy" ? buy : sell)(state, { position, amount: saturateU64(rest), limitPrice })
  ensure(out > 0n, errors.SwapReturnedZero)
  return out
}

function payFees(state: State, pot: Hex, fees: Fees): void {
  for (const [recipient, fee] of fees.byRecipient) payFee(state, pot, recipient, fee)
}
