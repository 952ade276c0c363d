/** Everybody's share of what a batch got: the same price for all of a side. Shares are floors; the dust stays in the pot. */
import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { mulDivFloor, saturateU64, saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import type { Position } from "../../subtensor/staking/moving.ts"
import { transferTao } from "../../subtensor/staking/tao.ts"
import { settleOrder } from "../execution.ts"
import { partOf } from "../order.ts"
import { errors } from "../schema.ts"
import { payStake } from "../trading.ts"
import type { ValidOrder } from "../validation.ts"
import { inTao, type Netting } from "./netting.ts"

export interface BatchOrder {
  readonly valid: ValidOrder
  /** What it brings in: TAO after the fee, or alpha. */
  readonly net: bigint
}

/** Fees by recipient, in the order in which they first appear: each gets one transfer. */
export interface Fees {
  readonly byRecipient: ReadonlyMap<Hex, bigint>
  add(recipient: Hex, fee: bigint): void
}

export const positionOf = ({ order }: ValidOrder): Position => ({
  coldkey: order.signer,
  hotkey: order.hotkey,
  netuid: order.netuid,
})

/** Pays alpha to the buyers: that of the sellers and of the pool, or what their TAO is worth where sellers want more. */
export function payBuyers(
  state: State,
  pot: Position,
  buyers: readonly BatchOrder[],
  { side, buys, sells, buysInAlpha }: Netting,
  out: bigint,
): void {
  const total = side === "Buy" ? out + sells : buysInAlpha
  for (const { valid, net } of buyers) {
    const share = shareOf(total, net, buys)
    ensure(share > 0n, errors.ZeroShareInBatch)
    payStake(state, pot, positionOf(valid), share)
    settleOrder(state, valid, valid.gross, share)
  }
}

/** Pays TAO to the sellers, less their fees: that of the buyers and of the pool, or what their alpha is worth where buyers want more. */
export function paySellers(
  state: State,
  pot: Position,
  sellers: readonly BatchOrder[],
  { sums, out, price }: { readonly sums: Netting; readonly out: bigint; readonly price: bigint },
): Fees {
  const total = sums.side === "Sell" ? out + sums.buys : sums.sellsInTao
  const fees = createFees()
  for (const { valid, net } of sellers) {
    const { fee_rate, fee_recipient, signer } = valid.order
    const gross = shareOf(total, inTao(net, price), sums.sellsInTao)
    const fee = partOf(fee_rate, gross)
    const share = saturatingSubU64(gross, fee)
    ensure(share > 0n, errors.ZeroShareInBatch)
    fees.add(fee_recipient, fee)
    transferTao(state, pot.coldkey, signer, share)
    settleOrder(state, valid, valid.gross, share)
  }
  return fees
}

const shareOf = (total: bigint, part: bigint, whole: bigint): bigint =>
  whole === 0n ? 0n : saturateU64(mulDivFloor(total, part, whole))

function createFees(): Fees {
  const byRecipient = new Map<Hex, bigint>()
  return {
    byRecipient,
    add(recipient, fee) {
      if (fee > 0n) byRecipient.set(recipient, saturatingAddU64(byRecipient.get(recipient) ?? 0n, fee))
    },
  }
}
