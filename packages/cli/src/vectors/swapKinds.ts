import { adjustLiquidity } from "@taonet/runtime/pallets/swap/math/adjustLiquidity"
import {
  MAX_PRICE,
  MIN_PRICE,
  priceFromRao,
  type Reserves,
  spotPrice,
} from "@taonet/runtime/pallets/swap/math/balancer"
import { initWeight } from "@taonet/runtime/pallets/swap/math/initWeight"
import { powRatioScaled } from "@taonet/runtime/pallets/swap/math/powRatioScaled"
import { moveReserves, swapStep } from "@taonet/runtime/pallets/swap/math/swapStep"
import { type Fields, textOf } from "./fields.ts"

/* Recorded cases of the pool's arithmetic: from a case's input to what its `expected` holds. */

const noReservoirs: Reserves = { tao: 0n, alpha: 0n }
const sideOf = (order: string): "buy" | "sell" => (order === "buy_alpha" ? "buy" : "sell")
const reservesOf = (fields: Fields): Reserves => ({
  tao: fields.wide("tao_reserve"),
  alpha: fields.wide("alpha_reserve"),
})

export function swap(input: Fields): unknown {
  const reserves = reservesOf(input)
  const quoteWeight = input.wide("quote_weight_perquintill")
  const outcome = swapStep({
    side: sideOf(input.text("order")),
    amount: input.wide("amount"),
    reserves,
    quoteWeight,
    feeRate: input.number("fee_rate"),
    limitPrice: priceFromRao(input.wide("price_limit_rao")),
    dropFees: input.flag("drop_fees"),
  })
  if ("error" in outcome)
    return { error: outcome.error, price_before_bits: `${spotPrice(reserves, quoteWeight)}` }
  return {
    amount_paid_in: `${outcome.paidIn}`,
    amount_paid_out: `${outcome.paidOut}`,
    fee_paid: `${outcome.fee}`,
    price_before_bits: `${outcome.priceBefore}`,
    target_price_bits: `${outcome.targetPrice}`,
    hit_price_limit: outcome.hitPriceLimit,
  }
}

export function swapSequence(input: Fields): unknown {
  const pool = input.child("pool")
  let reserves = reservesOf(pool)
  let quoteWeight = pool.wide("quote_weight_perquintill")
  return input.list("steps").map((step) => {
    const fill: Record<string, string> = {}
    const op = step.text("op")
    if (op === "inject") {
      const delta = { tao: step.wide("tao_delta"), alpha: step.wide("alpha_delta") }
      const injected = adjustLiquidity({ reserves, quoteWeight, reservoirs: noReservoirs, delta })
      quoteWeight = injected.quoteWeight
      reserves = { tao: reserves.tao + injected.active.tao, alpha: reserves.alpha + injected.active.alpha }
    } else {
      const side = sideOf(op)
      const limitPrice = side === "buy" ? MAX_PRICE : MIN_PRICE
      const [amount, feeRate] = [step.wide("amount"), pool.number("fee_rate")]
      const outcome = swapStep({ side, amount, reserves, quoteWeight, feeRate, dropFees: false, limitPrice })
      if ("error" in outcome) return { error: outcome.error }
      fill["amount_paid_in"] = `${outcome.paidIn}`
      fill["amount_paid_out"] = `${outcome.paidOut}`
      fill["fee_paid"] = `${outcome.fee}`
      reserves = moveReserves(side, reserves, outcome.paidIn, outcome.paidOut)
    }
    return {
      ...fill,
      tao_reserve: `${reserves.tao}`,
      alpha_reserve: `${reserves.alpha}`,
      quote_weight_perquintill: `${quoteWeight}`,
      price_bits: `${spotPrice(reserves, quoteWeight)}`,
    }
  })
}

export function swapAdjustLiquidity(input: Fields): unknown {
  const reserves = reservesOf(input)
  const quoteWeight = input.wide("quote_weight_perquintill")
  const after = adjustLiquidity({
    reserves,
    quoteWeight,
    reservoirs: { tao: input.wide("tao_reservoir"), alpha: input.wide("alpha_reservoir") },
    delta: { tao: input.wide("tao_delta"), alpha: input.wide("alpha_delta") },
  })
  const grown = { tao: reserves.tao + after.active.tao, alpha: reserves.alpha + after.active.alpha }
  return {
    price_active_tao: `${after.active.tao}`,
    price_active_alpha: `${after.active.alpha}`,
    quote_weight_perquintill: `${after.quoteWeight}`,
    tao_reservoir: `${after.reservoirs.tao}`,
    alpha_reservoir: `${after.reservoirs.alpha}`,
    price_before_bits: `${spotPrice(reserves, quoteWeight)}`,
    price_after_bits: `${spotPrice(grown, after.quoteWeight)}`,
  }
}

export function swapInitWeight(input: Fields): unknown {
  const result = initWeight(reservesOf(input), input.wideOrNull("price_bits"))
  return "error" in result ? result : { quote_weight_perquintill: `${result.quoteWeight}` }
}

export function powRatio(input: Fields): unknown {
  const result = powRatioScaled({
    numerator: input.wide("base_num"),
    denominator: input.wide("base_den"),
    exponentNumerator: input.wide("exp_num"),
    exponentDenominator: input.wide("exp_den"),
    precision: input.number("precision"),
    scale: input.wide("scale"),
  })
  return { result: textOf(result) }
}
