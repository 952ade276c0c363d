import fc from "fast-check"
import { describe, expect, it } from "vitest"
import vectors from "../../../../../../vectors/math/swap.json" with { type: "json" }
import sequences from "../../../../../../vectors/math/swap_sequence.json" with { type: "json" }
import { adjustLiquidity } from "./adjustLiquidity.ts"
import {
  MAX_PRICE,
  MIN_PRICE,
  priceFromRao,
  priceToRao,
  type Reserves,
  sellInputFor,
  sellOutput,
  spotPrice,
} from "./balancer.ts"
import { moveReserves, type SwapFill, type SwapOrder, swapStep } from "./swapStep.ts"

interface SwapExpected {
  error?: string
  amount_paid_in?: string
  amount_paid_out?: string
  fee_paid?: string
  price_before_bits: string
  target_price_bits?: string
  hit_price_limit?: boolean
}

const sideOf = (order: string): "buy" | "sell" => (order === "buy_alpha" ? "buy" : "sell")
const NO_LIMIT = { buy: MAX_PRICE, sell: MIN_PRICE }

describe("swapStep", () => {
  it.each(vectors.cases.map((c, index) => ({ index, ...c })))(
    "equals recorded swap $index",
    ({ input, expected }) => {
      const reserves = { tao: BigInt(input.tao_reserve), alpha: BigInt(input.alpha_reserve) }
      const quoteWeight = BigInt(input.quote_weight_perquintill)
      const outcome = swapStep({
        side: sideOf(input.order),
        amount: BigInt(input.amount),
        reserves,
        quoteWeight,
        feeRate: input.fee_rate,
        limitPrice: priceFromRao(BigInt(input.price_limit_rao)),
        dropFees: input.drop_fees,
      })
      const price_before_bits = spotPrice(reserves, quoteWeight).toString()
      const written: SwapExpected =
        "error" in outcome
          ? { error: outcome.error, price_before_bits }
          : {
              amount_paid_in: outcome.paidIn.toString(),
              amount_paid_out: outcome.paidOut.toString(),
              fee_paid: outcome.fee.toString(),
              price_before_bits: outcome.priceBefore.toString(),
              target_price_bits: outcome.targetPrice.toString(),
              hit_price_limit: outcome.hitPriceLimit,
            }
      expect(written).toEqual(expected)
    },
  )

  it.each(sequences.cases.map((c, index) => ({ index, ...c })))(
    "equals recorded sequence $index",
    (sequence) => {
      const { pool, steps } = sequence.input
      let reserves: Reserves = { tao: BigInt(pool.tao_reserve), alpha: BigInt(pool.alpha_reserve) }
      let quoteWeight = BigInt(pool.quote_weight_perquintill)
      const states = steps.map((step) => {
        const fill: Record<string, string> = {}
        if (step.op === "inject") {
          const delta = { tao: BigInt(step.tao_delta!), alpha: BigInt(step.alpha_delta!) }
          const injected = adjustLiquidity({
            reserves,
            quoteWeight,
            reservoirs: { tao: 0n, alpha: 0n },
            delta,
          })
          quoteWeight = injected.quoteWeight
          reserves = {
            tao: reserves.tao + injected.active.tao,
            alpha: reserves.alpha + injected.active.alpha,
          }
        } else {
          const side = sideOf(step.op)
          const amount = BigInt(step.amount!)
          const order = { side, amount, reserves, quoteWeight, feeRate: pool.fee_rate, dropFees: false }
          const outcome = swapStep({ ...order, limitPrice: NO_LIMIT[side] }) as SwapFill
          fill["amount_paid_in"] = outcome.paidIn.toString()
          fill["amount_paid_out"] = outcome.paidOut.toString()
          fill["fee_paid"] = outcome.fee.toString()
          reserves = moveReserves(side, reserves, outcome.paidIn, outcome.paidOut)
        }
        return {
          ...fill,
          tao_reserve: reserves.tao.toString(),
          alpha_reserve: reserves.alpha.toString(),
          quote_weight_perquintill: quoteWeight.toString(),
          price_bits: spotPrice(reserves, quoteWeight).toString(),
        }
      })
      expect(states).toEqual(sequence.expected)
    },
  )

  const base: SwapOrder = {
    side: "buy",
    amount: 10n ** 9n,
    reserves: { tao: 10n ** 12n, alpha: 10n ** 12n },
    quoteWeight: 5n * 10n ** 17n,
    feeRate: 33,
    limitPrice: NO_LIMIT.buy,
    dropFees: false,
  }

  it("checks in the chain's order", () => {
    const low = { tao: 10n ** 6n, alpha: 999_999n }
    const spot = spotPrice(base.reserves, base.quoteWeight)
    expect(swapStep({ ...base, reserves: low, amount: 10n ** 10n, limitPrice: 0n })).toEqual({
      error: "SwapInputTooLarge",
    })
    expect(swapStep({ ...base, reserves: low, limitPrice: 0n })).toEqual({ error: "ReservesTooLow" })
    expect(swapStep({ ...base, limitPrice: spot })).toEqual({ error: "PriceLimitExceeded" })
    expect(swapStep({ ...base, limitPrice: spot + 1n })).toMatchObject({ hitPriceLimit: true })
    expect(swapStep({ ...base, side: "sell", limitPrice: spot })).toEqual({ error: "PriceLimitExceeded" })
  })

  it("lets the fee decide whether an input is too large", () => {
    const amount = 1_000n * base.reserves.tao + 1n
    const limitPrice = (1n << 128n) - 1n
    expect(swapStep({ ...base, amount, limitPrice })).toMatchObject({ hitPriceLimit: false })
    expect(swapStep({ ...base, amount, limitPrice, dropFees: true })).toEqual({ error: "SwapInputTooLarge" })
  })

  it("swaps nothing for nothing", () => {
    expect(swapStep({ ...base, amount: 0n })).toMatchObject({ paidIn: 0n, paidOut: 0n, fee: 0n })
  })

  it("never pays out more than a round trip put in", () => {
    const reserve = fc.bigInt(10n ** 7n, 10n ** 16n)
    fc.assert(
      fc.property(
        reserve,
        reserve,
        fc.bigInt(10n ** 16n, 99n * 10n ** 16n),
        reserve,
        (tao, alpha, weight, amount) => {
          const order = {
            ...base,
            reserves: { tao, alpha },
            quoteWeight: weight,
            amount,
            limitPrice: (1n << 128n) - 1n,
          }
          const bought = swapStep(order)
          if ("error" in bought) return
          const reserves = moveReserves("buy", order.reserves, bought.paidIn, bought.paidOut)
          const sold = swapStep({ ...order, side: "sell", reserves, amount: bought.paidOut, limitPrice: 0n })
          if ("error" in sold) return
          // One unit of 10^-18 of the reserve is the resolution of the pool's power.
          expect(sold.paidOut).toBeLessThanOrEqual(amount + reserves.tao / 10n ** 18n + 1n)
        },
      ),
      { numRuns: 200 },
    )
  })

  it("converts prices", () => {
    expect(priceFromRao(1_000_000_000n)).toBe(1n << 64n)
    expect(priceToRao(1n << 63n)).toBe(500_000_000n)
    expect(priceToRao((1n << 128n) - 1n)).toBe((1n << 64n) - 1n)
  })

  it("finds the input for a wanted output", () => {
    const reserves = { tao: 3n * 10n ** 13n, alpha: 8n * 10n ** 14n }
    const quoteWeight = 47n * 10n ** 16n
    const alpha = sellInputFor(reserves, quoteWeight, 10n ** 11n)
    const out = sellOutput(reserves, quoteWeight, alpha)
    expect(out).toBeGreaterThanOrEqual(10n ** 11n - 1n)
    expect(out).toBeLessThanOrEqual(10n ** 11n)
    expect(sellInputFor(reserves, quoteWeight, reserves.tao)).toBe(0n)
  })
})
