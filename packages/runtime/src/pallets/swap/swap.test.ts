import { ModuleError } from "@taonet/frame/errors"
import { rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import { expect, it } from "vitest"
import { alice, openBooks, TAO } from "../subtensor/staking/books.testKit.ts"
import { storage as subtensor } from "../subtensor/storage.ts"
import { deprecated } from "./calls/deprecated.ts"
import { setFeeRate } from "./calls/setFeeRate.ts"
import { constants } from "./constants.ts"
import { MINIMUM_RESERVE } from "./math/swapStep.ts"
import { alphaWorth, currentAlphaPriceRao, initializePool, taoWorth } from "./pool.ts"
import { adjustProtocolLiquidity, clearPool, protocolReservoirs } from "./protocolLiquidity.ts"
import { storage } from "./storage.ts"
import { type Order, quote, simulateSwap, swap } from "./swap.ts"

const NETUID = 1
const buy = (amount: bigint, limitPrice?: bigint): Order => ({
  side: "buy",
  amount,
  ...(limitPrice === undefined ? {} : { limitPrice }),
})

function errorOf(body: () => unknown): string {
  try {
    body()
  } catch (error) {
    if (error instanceof ModuleError) return error.def.name
    throw error
  }
  return "none"
}
const rows = (state: State) => [...state.changes().keys()].length

it("quotes without writing, swaps with setting the pool up once", () => {
  const state = openBooks()
  const before = rows(state)
  const quoted = quote(state, NETUID, buy(TAO))
  expect(rows(state)).toBe(before)
  expect(swap(state, NETUID, buy(TAO))).toEqual(quoted)
  expect(storage.PalSwapInitialized.get(state, NETUID)).toBe(true)
  expect(storage.SwapBalancer.get(state, NETUID)).toEqual({ quote: 500_000_000_000_000_000n })
  expect(quoted.fee).toBe(503_547n)
  expect(quoted.paidIn).toBe(TAO - 503_547n)
})

it("refuses in the reference's order", () => {
  const state = openBooks([
    { netuid: 1, tao: 100n * TAO, alpha: 200n * TAO },
    { netuid: 2, tao: 500n, alpha: 999_999n },
    { netuid: 3, tao: 0n, alpha: 2_000_000n },
  ])
  expect(errorOf(() => swap(state, 2, buy(501_000n)))).toBe("SwapInputTooLarge")
  expect(errorOf(() => swap(state, 2, buy(1n)))).toBe("ReservesTooLow")
  expect(errorOf(() => swap(state, 3, buy(0n)))).toBe("ReservesTooLow")
  expect(errorOf(() => swap(state, NETUID, buy(TAO, 500_000_000n)))).toBe("PriceLimitExceeded")
  expect(errorOf(() => swap(state, NETUID, buy(TAO, 500_000_001n)))).toBe("none")
  expect(constants.MinimumReserve.value).toBe(MINIMUM_RESERVE)
})

it("trades 1:1 without fee outside the market, and nothing on unknown subnets", () => {
  const state = openBooks()
  expect(simulateSwap(state, 0, "sell", 7n)).toEqual({ paidIn: 7n, paidOut: 7n, fee: 0n })
  expect(simulateSwap(state, 99, "buy", 7n)).toEqual({ paidIn: 0n, paidOut: 0n, fee: 0n })
  expect([currentAlphaPriceRao(state, 0), currentAlphaPriceRao(state, 99)]).toEqual([TAO, TAO])
  expect(currentAlphaPriceRao(state, NETUID)).toBe(500_000_000n)
  expect([alphaWorth(state, NETUID, 100n), taoWorth(state, NETUID, 100n)]).toEqual([200n, 50n])
})

it("sets a pool up at a price, or refuses one that its reserves cannot have", () => {
  const state = openBooks()
  expect(errorOf(() => initializePool(state, NETUID, 1n << 80n))).toBe("ReservesOutOfBalance")
  initializePool(state, NETUID, 1n << 64n)
  expect(currentAlphaPriceRao(state, NETUID)).toBeGreaterThanOrEqual(TAO - 10n)
  initializePool(state, NETUID)
  expect(storage.SwapBalancer.get(state, NETUID).quote).not.toBe(500_000_000_000_000_000n)
})

it("adds protocol liquidity without moving the price; what does not fit waits", () => {
  const state = openBooks()
  const active = adjustProtocolLiquidity(state, NETUID, { tao: 10n * TAO, alpha: TAO })
  expect(active).toEqual({ tao: 10n * TAO, alpha: TAO })
  subtensor.SubnetTAO.mutate(state, NETUID, (tao) => tao + active.tao)
  subtensor.SubnetAlphaIn.mutate(state, NETUID, (alpha) => alpha + active.alpha)
  expect(currentAlphaPriceRao(state, NETUID)).toBeGreaterThan(499_999_990n)
  expect(currentAlphaPriceRao(state, NETUID)).toBeLessThan(500_000_010n)
  expect(storage.BalancerTaoReservoir.has(state, NETUID)).toBe(true)

  const refused = adjustProtocolLiquidity(state, NETUID, { tao: 0n, alpha: 1_000_000n * TAO })
  expect(refused).toEqual({ tao: 0n, alpha: 0n })
  expect(protocolReservoirs(state, NETUID)).toEqual({ tao: 0n, alpha: 1_000_000n * TAO })
  clearPool(state, NETUID)
  expect(protocolReservoirs(state, NETUID)).toEqual({ tao: 0n, alpha: 0n })
  expect(subtensor.SubnetTAO.get(state, NETUID)).toBe(0n)
})

it("lets root alone set fee rates, and refuses the calls of the older pool", () => {
  const state = openBooks()
  expect(errorOf(() => setFeeRate(state, rootOrigin, { netuid: 9, rate: 1 }))).toBe("MechanismDoesNotExist")
  expect(errorOf(() => setFeeRate(state, rootOrigin, { netuid: NETUID, rate: 10_001 }))).toBe(
    "FeeRateTooHigh",
  )
  expect(() => setFeeRate(state, signedOrigin(alice), { netuid: NETUID, rate: 1 })).toThrow("BadOrigin")
  setFeeRate(state, rootOrigin, { netuid: NETUID, rate: 0 })
  expect(quote(state, NETUID, buy(TAO)).fee).toBe(0n)
  expect(errorOf(deprecated)).toBe("Deprecated")
})
