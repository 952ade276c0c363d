/** The sums of a batch, in rao: what the two sides want, at the price before the batch, and how much of it is left for the pool. */
import { fail } from "@taonet/frame/errors"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import { saturatingSubU128 } from "@taonet/primitives/integers"
import { errors } from "../schema.ts"
import type { OrderSide } from "../types.ts"

export interface Netting {
  /** The side that wants more: its rest goes to the pool. Buyers where both want the same. */
  readonly side: OrderSide
  /** TAO that buyers put in, after fees. */
  readonly buys: bigint
  /** Alpha that sellers put in. */
  readonly sells: bigint
  /** Worth of the sellers' alpha in TAO. */
  readonly sellsInTao: bigint
  /** Worth of the buyers' TAO in alpha; only known where sellers want more. */
  readonly buysInAlpha: bigint
  /** What the pool has to take: TAO of buyers, alpha of sellers. */
  readonly rest: bigint
}

/** Worth of alpha in TAO at a price (U64F64 bits); floor, saturating. */
export const inTao = (alpha: bigint, price: bigint): bigint =>
  U64F64.toU128(U64F64.mul(price, U64F64.fromInt(alpha)))

/** Worth of TAO in alpha; floor, 0 without a price. Raises ArithmeticOverflow. */
export function inAlpha(tao: bigint, price: bigint): bigint {
  if (price === 0n) return 0n
  return U64F64.toU128(U64F64.checkedDiv(U64F64.fromInt(tao), price) ?? fail(errors.ArithmeticOverflow))
}

/** Raises ArithmeticOverflow where the buyers' TAO is worth more alpha than there are numbers for. */
export function netting(buys: bigint, sells: bigint, price: bigint): Netting {
  const sellsInTao = inTao(sells, price)
  if (buys >= sellsInTao) {
    return { side: "Buy", buys, sells, sellsInTao, buysInAlpha: 0n, rest: buys - sellsInTao }
  }
  const buysInAlpha = inAlpha(buys, price)
  const rest = saturatingSubU128(sells, buysInAlpha)
  return { side: "Sell", buys, sells, sellsInTao, buysInAlpha, rest }
}
