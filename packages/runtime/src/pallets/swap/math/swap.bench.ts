import { bench, describe } from "vitest"
import { adjustLiquidity } from "./adjustLiquidity.ts"
import { MAX_PRICE, MIN_PRICE, spotPrice } from "./balancer.ts"
import { powRatioExact, powRatioScaled } from "./powRatioScaled.ts"
import { type SwapOrder, swapStep } from "./swapStep.ts"

/* A pool of a thousand TAO whose weights emission has moved off 1/2. `npx vitest bench packages/runtime/src/pallets/swap` */

const order: SwapOrder = {
  side: "buy",
  amount: 5_000_000_000n,
  reserves: { tao: 1_000_123_456_789n, alpha: 34_656_394_828_314n },
  quoteWeight: 482_739_035_673_900_061n,
  feeRate: 33,
  limitPrice: MAX_PRICE,
  dropFees: false,
}
const spot = spotPrice(order.reserves, order.quoteWeight)

describe("swapStep", () => {
  bench("buy, filled", () => void swapStep(order))
  bench("sell, filled", () => void swapStep({ ...order, side: "sell", limitPrice: MIN_PRICE }))
  bench("buy, equal weights", () => void swapStep({ ...order, quoteWeight: 5n * 10n ** 17n }))
  bench("buy, stopped by its limit", () => void swapStep({ ...order, limitPrice: spot + spot / 1000n }))
})

describe("pool", () => {
  const delta = { tao: 20_962_446n, alpha: 1_000_000_000n }
  const reservoirs = { tao: 0n, alpha: 0n }
  bench("spot price", () => void spotPrice(order.reserves, order.quoteWeight))
  bench("injection", () => void adjustLiquidity({ ...order, reservoirs, delta }))
})

describe("powRatioScaled", () => {
  const ratio = {
    numerator: order.reserves.tao,
    denominator: order.reserves.tao + order.amount,
    exponentNumerator: order.quoteWeight,
    exponentDenominator: 10n ** 18n - order.quoteWeight,
    scale: 10n ** 18n,
  }
  bench("shortcut", () => void powRatioScaled({ ...ratio, precision: 256 }))
  bench("series, 256 bits", () => void powRatioExact({ ...ratio, precision: 256 }))
  bench("series, 1024 bits", () => void powRatioExact({ ...ratio, precision: 1024 }))
})
