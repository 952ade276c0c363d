import { signedOrigin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import { beforeEach, describe, expect, it } from "vitest"
import { storage as alphaAssets } from "../../alphaAssets/schema.ts"
import { storage as system } from "../../system/schema.ts"
import { errorOf, takeEvents } from "../../utility/dispatch.testkit.ts"
import { claimRoot } from "../calls/claimRoot.ts"
import { claimRootWithHotkey } from "../calls/claimRootWithHotkey.ts"
import { alice, bob, bookErrors, hotA, hotB, key, TAO } from "../staking/books.testKit.ts"
import { stakeOf } from "../staking/stake.ts"
import { stakeIntoSubnet } from "../staking/swapping.ts"
import { storage } from "../storage.ts"
import { convertBaskets } from "../subnets/settlement.ts"
import { openBaskets, queue } from "./baskets.testKit.ts"
import { flushBasketDeposits } from "./deposits.ts"
import { basketHoldings, basketValue, holdingOn } from "./holdings.ts"
import { owedShares } from "./shares.ts"
import { stakeIntoBasket } from "./stakeIn.ts"

let state: State
beforeEach(() => {
  state = openBaskets()
})

const claim = (coldkey: typeof bob, hotkey = hotA) =>
  claimRootWithHotkey(state, signedOrigin(coldkey), { hotkey })
const rootStake = (coldkey: typeof bob) => stakeOf(state, hotA, coldkey, 0)

describe("a claim", () => {
  it("pays the only staker the whole basket as root stake", () => {
    queue(state, 1, 4n * TAO)
    queue(state, 2, TAO)
    claim(bob)
    const paid = rootStake(bob) - 10n * TAO
    expect(paid).toBeGreaterThan(3_950_000_000n)
    expect(takeEvents(state).filter((name) => name.includes("Claim") || name.includes("B"))).toEqual([
      "BasketDeposited",
      "BetaBaselineStamped",
      "BasketClaimed",
      "RootClaimed",
    ])
    // The rate per rao is rounded down: a few shares are nobody's.
    expect(storage.BasketShares.get(state, hotA)).toBeLessThan(20n)
    expect(storage.BasketRedeemedTao.get(state, hotA)).toBe(paid)
    expect(storage.SubnetRootSellTao.get(state, 1) + storage.SubnetRootSellTao.get(state, 2)).toBe(paid)
    expect(owedShares(state, hotA, bob)).toBe(0n)
    expect(bookErrors(state)).toEqual([])
  })

  it("takes no more than its part of what selling all would give; the rest stays as TAO", () => {
    stakeIntoSubnet(state, hotA, alice, 0, 10n * TAO, { limitPrice: 10n ** 15n })
    queue(state, 1, 90n * TAO)
    flushBasketDeposits(state, hotA)
    const value = basketValue(state, hotA)
    claim(bob)
    const paid = rootStake(bob) - 10n * TAO
    expect(value / 2n - paid).toBeLessThan(20n)
    expect(holdingOn(state, hotA, 0)).toBeGreaterThan(400_000_000n)
    expect(basketValue(state, hotA)).toBeGreaterThanOrEqual(value - paid - 20n)
    claim(alice)
    expect(rootStake(alice) - 10n * TAO).toBeGreaterThan(paid - 20n)
    expect(bookErrors(state)).toEqual([])
  })

  it("of the last share ends the basket's life; the next one is priced anew", () => {
    stakeIntoBasket(state, alice, hotA, 3n * TAO)
    expect(storage.BetaBaseline.has(state, hotA)).toBe(true)
    claim(alice)
    expect([rootStake(alice), storage.BasketShares.get(state, hotA)]).toEqual([3n * TAO, 0n])
    expect(storage.BetaBaseline.has(state, hotA)).toBe(false)
    expect(owedShares(state, hotA, alice)).toBe(0n)
    expect(bookErrors(state)).toEqual([])
  })

  it("gives nothing for later stake, holds what it paid like other root stake, and goes by the threshold", () => {
    queue(state, 1, 2n * TAO)
    flushBasketDeposits(state, hotA)
    stakeIntoSubnet(state, hotA, alice, 0, 10n * TAO, { limitPrice: 10n ** 15n })
    system.Number.set(state, 500)
    claim(alice)
    expect(rootStake(alice)).toBe(10n * TAO)
    storage.RootClaimableThreshold.set(state, 0, (2n * TAO) << 32n)
    claim(bob)
    expect(rootStake(bob)).toBe(10n * TAO)
    storage.RootClaimableThreshold.set(state, 0, TAO << 31n)
    claim(bob)
    expect(rootStake(bob)).toBeGreaterThan(10n * TAO)
    expect(storage.LastColdkeyHotkeyStakeBlock.get(state, bob, hotA)).toBe(500n)
  })

  it("of nothing succeeds; a coldkey-wide one looks at no hotkey without root stake or shares, and not at too many", () => {
    claim(key(77), key(78))
    expect(state.events.at(-1)?.event.value).toEqual({
      type: "RootClaimed",
      value: { coldkey: key(77), tao: 0n },
    })
    expect(storage.StakingColdkeys.has(state, key(77))).toBe(true)
    const many = Array.from({ length: 257 }, (_, i) => `0x${i.toString(16).padStart(64, "0")}` as const)
    storage.StakingHotkeys.set(state, alice, many)
    const all = () => errorOf(() => claimRoot(state, signedOrigin(alice), { subnets: [] }))
    expect(all()).toBe("SubtensorModule.RootClaimTooHeavy")
    storage.StakingHotkeys.set(state, alice, many.slice(1))
    expect(all()).toBe("none")
  })
})

describe("a holding that is not worth it", () => {
  it("becomes TAO with the next claim, written off where no pool buys it", () => {
    queue(state, 1, 2n * TAO)
    queue(state, 2, TAO)
    flushBasketDeposits(state, hotA)
    storage.SubnetTAO.set(state, 2, 999_999n)
    state.events.length = 0
    claim(bob)
    expect(takeEvents(state)[0]).toBe("BasketAlphaWrittenOff")
    expect(alphaAssets.AlphaBurned.get(state, 2)).toBe(TAO)
    expect(basketHoldings(state, hotA).map(({ netuid }) => netuid)).not.toContain(2)
  })

  it("of a dissolved subnet becomes TAO of root; shares stay", () => {
    queue(state, 1, 2n * TAO)
    flushBasketDeposits(state, hotA)
    const shares = storage.BasketShares.get(state, hotA)
    convertBaskets(state, 1)
    expect(basketHoldings(state, hotA).map(({ netuid }) => netuid)).toEqual([0])
    expect(storage.BasketShares.get(state, hotA)).toBe(shares)
    expect(takeEvents(state)).toContain("BasketHoldingConverted")
  })
})

describe("deposits", () => {
  it("that nobody can price yet are queued again, and hold up changes of root stake meanwhile", () => {
    queue(state, 1, 2n * TAO)
    flushBasketDeposits(state, hotA)
    // The basket is worth nothing now but has shares: what enters it cannot be priced.
    storage.SubnetTAO.set(state, 1, 0n)
    queue(state, 2, TAO)
    expect(flushBasketDeposits(state, hotA)).toEqual({ isSettled: false, valuations: 4 })
    expect(storage.PendingBasketDeposits.get(state, hotA, 2)).toBe(TAO)
    expect(errorOf(() => stakeIntoSubnet(state, hotA, alice, 0, TAO, { limitPrice: 10n ** 15n }))).toBe(
      "SubtensorModule.BasketDepositPending",
    )
    expect(errorOf(() => stakeIntoSubnet(state, hotB, alice, 0, TAO, { limitPrice: 10n ** 15n }))).toBe(
      "none",
    )
  })

  it("count the basket's own root position: its part goes to all shares", () => {
    queue(state, 1, 2n * TAO)
    flushBasketDeposits(state, hotA)
    convertBaskets(state, 1)
    const [shares, twr] = [storage.BasketShares.get(state, hotA), storage.BasketTwr.get(state, hotA)]
    const before = basketValue(state, hotA)
    queue(state, 2, TAO)
    flushBasketDeposits(state, hotA)
    const value = basketValue(state, hotA) - before
    const stakers = (value * 10n * TAO) / (10n * TAO + before)
    expect(storage.BasketShares.get(state, hotA) - shares).toBe((stakers * shares) / before)
    expect(storage.BasketTwr.get(state, hotA)).toBeGreaterThan(twr)
  })
})
