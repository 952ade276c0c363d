import { expect, it } from "vitest"
import { storage } from "../storage.ts"
import { alice, bob, bookErrors, hotA, openBooks } from "./books.testKit.ts"
import { coldkeyStakeOn, decreaseStake, increaseStake, increaseStakeForHotkey, stakeOf } from "./stake.ts"

const NETUID = 1

function openWithStake() {
  const state = openBooks()
  storage.SubnetAlphaOut.set(state, NETUID, 10_000n)
  increaseStake(state, hotA, alice, NETUID, 600n)
  increaseStake(state, hotA, bob, NETUID, 300n)
  return state
}

it("divides dividends in proportion to the shares", () => {
  const state = openWithStake()
  increaseStakeForHotkey(state, hotA, NETUID, 90n)
  expect([stakeOf(state, hotA, alice, NETUID), stakeOf(state, hotA, bob, NETUID)]).toEqual([660n, 330n])
  expect(coldkeyStakeOn(state, bob, NETUID)).toBe(330n)
  expect(bookErrors(state)).toEqual([])
})

it("takes nothing from a position that is worth less", () => {
  const state = openWithStake()
  expect(decreaseStake(state, hotA, bob, NETUID, 301n)).toBe(0n)
  expect(decreaseStake(state, hotA, bob, NETUID, 300n)).toBe(300n)
  expect(storage.AlphaV2.has(state, hotA, bob, NETUID)).toBe(false)
  expect(bookErrors(state)).toEqual([])
})

it("lets shares of an emptied pool count for nothing in the next generation", () => {
  const state = openWithStake()
  const leftover = storage.AlphaV2.get(state, hotA, bob, NETUID)
  decreaseStake(state, hotA, bob, NETUID, 300n)
  decreaseStake(state, hotA, alice, NETUID, 600n)
  expect(storage.AlphaSharePoolEpoch.get(state, hotA, NETUID)).toBe(1n)
  storage.AlphaV2.set(state, hotA, bob, NETUID, leftover)

  increaseStake(state, hotA, alice, NETUID, 500n)
  expect(storage.AlphaShareEpoch.get(state, hotA, alice, NETUID)).toBe(1n)
  expect(stakeOf(state, hotA, alice, NETUID)).toBe(500n)
  expect(stakeOf(state, hotA, bob, NETUID)).toBe(0n)
})

it("reads rows of the legacy maps and rewrites them on the first change", () => {
  const state = openBooks()
  storage.TotalHotkeyAlpha.set(state, hotA, NETUID, 100n)
  storage.TotalHotkeyShares.set(state, hotA, NETUID, 50n << 64n)
  storage.Alpha.set(state, hotA, bob, NETUID, 25n << 64n)
  expect(stakeOf(state, hotA, bob, NETUID)).toBe(50n)
  increaseStake(state, hotA, bob, NETUID, 10n)
  expect(storage.Alpha.has(state, hotA, bob, NETUID)).toBe(false)
  expect(storage.TotalHotkeyShares.has(state, hotA, NETUID)).toBe(false)
  expect(stakeOf(state, hotA, bob, NETUID)).toBe(60n)
})
