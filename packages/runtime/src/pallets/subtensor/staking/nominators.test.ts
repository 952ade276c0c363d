import { signedOrigin } from "@taonet/frame/origin"
import { expect, it } from "vitest"
import { freeBalance } from "../../balances/currency.ts"
import { removeStake } from "../calls/removeStake.ts"
import { storage } from "../storage.ts"
import { alice, bob, bookErrors, hotA, hotB, openBooks, TAO } from "./books.testKit.ts"
import { minimumNomination } from "./nominators.ts"
import { stakeOf } from "./stake.ts"
import { stakeIntoSubnet } from "./swapping.ts"

const NETUID = 1
const anyPrice = { limitPrice: 10n ** 15n }

function openWithNomination(coldkey: typeof alice) {
  const state = openBooks()
  stakeIntoSubnet(state, hotA, coldkey, NETUID, TAO, anyPrice)
  storage.NominatorMinRequiredStake.set(state, 100_000_000n)
  const alpha = stakeOf(state, hotA, coldkey, NETUID)
  const unstakeMost = () =>
    removeStake(state, signedOrigin(coldkey), {
      hotkey: hotA,
      netuid: NETUID,
      amount_unstaked: alpha - TAO / 10n,
    })
  return { state, unstakeMost }
}

it("sells what remains of a nomination below the minimum", () => {
  const { state, unstakeMost } = openWithNomination(bob)
  expect(minimumNomination(state)).toBe(TAO / 5n)
  unstakeMost()
  expect(stakeOf(state, hotA, bob, NETUID)).toBe(0n)
  expect(freeBalance(state, bob)).toBeGreaterThan(999n * TAO + 990_000_000n)
  expect(bookErrors(state)).toEqual([])
})

it("leaves the owner's stake of any size", () => {
  const { state, unstakeMost } = openWithNomination(alice)
  unstakeMost()
  expect(stakeOf(state, hotA, alice, NETUID)).toBe(TAO / 10n)
})

it("removes without payment what cannot be sold", () => {
  const { state, unstakeMost } = openWithNomination(bob)
  storage.MinerCollateral.set(state, NETUID, hotA, bob, {
    locked: 1n,
    drain_ratio: 0n,
    min_locked: 0n,
    earned: 0n,
  })
  unstakeMost()
  expect(stakeOf(state, hotA, bob, NETUID)).toBe(0n)
  expect(freeBalance(state, bob)).toBeLessThan(999n * TAO + 960_000_000n)
})

it("has a parent checked that may have fallen below the threshold, and no other hotkey", () => {
  const { state, unstakeMost } = openWithNomination(alice)
  storage.ChildKeys.set(state, hotA, NETUID, [[1n, hotB]])
  unstakeMost()
  expect([...storage.ChildkeyThresholdChecks.keys(state)]).toEqual([[hotA]])
})
