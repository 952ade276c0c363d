import type { State } from "@taonet/frame/state"
import { beforeEach, describe, expect, it } from "vitest"
import { storage as system } from "../../system/schema.ts"
import { errorOf, takeEvents } from "../../utility/dispatch.testkit.ts"
import { alice, bob, bookErrors, hotA, key, TAO } from "../staking/books.testKit.ts"
import { swapTaoForAlpha } from "../staking/swapping.ts"
import { storage } from "../storage.ts"
import { openBaskets, queue, settlePrices } from "./baskets.testKit.ts"
import { flushBasketDeposits } from "./deposits.ts"
import { basketValue, holdingOn } from "./holdings.ts"
import { stakeIntoBasket } from "./stakeIn.ts"
import { type BasketTrade, tradeBasket } from "./trade.ts"

let state: State
/** The basket holds 90 alpha of subnet 1, about 43 TAO. */
beforeEach(() => {
  state = openBaskets()
  queue(state, 1, 90n * TAO)
  flushBasketDeposits(state, hotA)
  settlePrices(state)
  storage.BasketTradingEnabled.set(state, true)
  state.events.length = 0
})

const trade: BasketTrade = { hotkey: hotA, from: 1, to: 2, amount: 6n * TAO, least: 0n }
const error = (change: Partial<BasketTrade> = {}, coldkey = alice) =>
  errorOf(() => state.transaction(() => tradeBasket(state, coldkey, { ...trade, ...change }))).replace(
    "SubtensorModule.",
    "",
  )

describe("tradeBasket", () => {
  it("moves the basket, not its shares, and charges the turnover", () => {
    const [value, shares] = [basketValue(state, hotA), storage.BasketShares.get(state, hotA)]
    expect(error()).toBe("none")
    expect(takeEvents(state).at(-1)).toBe("BasketSwapped")
    expect(holdingOn(state, hotA, 1)).toBe(84n * TAO)
    expect(holdingOn(state, hotA, 2)).toBeGreaterThan(1_480_000_000n)
    expect(storage.BasketShares.get(state, hotA)).toBe(shares)
    expect(value - basketValue(state, hotA)).toBeLessThan(30_000_000n)
    expect(bookErrors(state)).toEqual([])
    // A tenth of the value may be traded; six alpha were about three TAO.
    expect(error()).toBe("BasketTurnoverBudgetExceeded")
    system.Number.set(state, 10 + 7200)
    expect(error()).toBe("none")
  })

  it("goes to and from TAO", () => {
    expect(error({ to: 0 })).toBe("none")
    const cash = holdingOn(state, hotA, 0)
    expect(cash).toBeGreaterThan(2_900_000_000n)
    expect(error({ from: 0, to: 2, amount: TAO })).toBe("none")
    expect(holdingOn(state, hotA, 0)).toBe(cash - TAO)
    expect(bookErrors(state)).toEqual([])
  })

  it("is for the owner of a root hotkey, where it is allowed", () => {
    expect(error({ to: 1 }, bob)).toBe("BasketSameSubnet")
    expect(error({}, bob)).toBe("NonAssociatedColdKey")
    expect(error({ from: 9 })).toBe("SubnetNotExists")
    expect(error({ to: 9 })).toBe("SubnetNotExists")
    expect(error({ amount: 0n })).toBe("AmountTooLow")
    expect(error({ amount: 91n * TAO })).toBe("NotEnoughStakeToWithdraw")
    expect(error({ amount: 3_000_000n })).toBe("AmountTooLow")
    expect(error({ least: 2n * TAO })).toBe("BasketMinOutNotMet")
    storage.SubtokenEnabled.set(state, 2, false)
    expect(error()).toBe("SubtokenDisabled")
    storage.Uids.delete(state, 0, hotA)
    expect(error()).toBe("HotKeyNotRegisteredInSubNet")
    storage.BasketTradingFrozen.set(state, hotA, undefined)
    expect(error()).toBe("BasketTradingFrozen")
    storage.BasketTradingEnabled.set(state, false)
    expect(error()).toBe("BasketTradingDisabled")
  })

  it("stays within 2 % of the slow, the fast and the spot price", () => {
    storage.BasketDailyTurnoverCap.set(state, 65_535)
    expect(error({ amount: 60n * TAO })).toBe("SlippageTooHigh")
    swapTaoForAlpha(state, 2, 20n * TAO, 10n ** 15n, true)
    expect(error()).toBe("SlippageTooHigh")
    settlePrices(state)
    expect(error()).toBe("none")
    storage.SubnetFastMovingPrice.delete(state, 2)
    expect(error()).toBe("SlippageTooHigh")
  })

  it("does not pile up in one pool or one place", () => {
    storage.BasketLiquidityCap.set(state, 100)
    expect(error()).toBe("BasketLiquidityCapExceeded")
    storage.BasketLiquidityCap.set(state, 65_535)
    storage.BasketConcentrationCap.set(state, 3_000)
    expect(error()).toBe("none")
    for (let netuid = 10; netuid < 40; netuid++) storage.NetworksAdded.set(state, netuid, true)
    system.Number.set(state, 8000)
    expect(error()).toBe("BasketConcentrationCapExceeded")
  })
})

describe("stakeIntoBasket", () => {
  const stake = (tao: bigint, hotkey = hotA) =>
    errorOf(() => state.transaction(() => stakeIntoBasket(state, bob, hotkey, tao))).replace(
      "SubtensorModule.",
      "",
    )

  it("buys what the basket holds and gives shares for no more than was bought of each", () => {
    expect(error()).toBe("none")
    const held = [1, 2].map((netuid) => holdingOn(state, hotA, netuid))
    const shares = storage.BasketShares.get(state, hotA)
    takeEvents(state)
    expect(stake(10n * TAO)).toBe("none")
    expect(takeEvents(state).at(-1)).toBe("BasketStakedIn")
    const minted = storage.BasketShares.get(state, hotA) - shares
    expect(storage.BasketClaimed.get(state, hotA, bob)).toBe(-minted)
    for (const [i, netuid] of [1, 2].entries()) {
      const bought = holdingOn(state, hotA, netuid) - held[i]!
      expect(bought).toBeGreaterThan(0n)
      expect(minted).toBeLessThanOrEqual((shares * bought) / held[i]!)
    }
    expect(bookErrors(state)).toEqual([])
  })

  it("keeps TAO in an empty basket, and needs a root hotkey, the least stake and the balance", () => {
    expect(stake(TAO, key(99))).toBe("HotKeyAccountNotExists")
    expect(stake(1_999_999n)).toBe("AmountTooLow")
    expect(stake(2000n * TAO)).toBe("NotEnoughBalanceToStake")
    storage.Uids.delete(state, 0, hotA)
    expect(stake(TAO)).toBe("HotKeyNotRegisteredInSubNet")
    state = openBaskets()
    expect(stake(3n * TAO)).toBe("none")
    expect([holdingOn(state, hotA, 0), storage.BasketShares.get(state, hotA)]).toEqual([3n * TAO, 3n * TAO])
    expect(bookErrors(state)).toEqual([])
  })
})
