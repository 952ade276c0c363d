import { signedOrigin } from "@taonet/frame/origin"
import { expect, it } from "vitest"
import { storage as alphaAssets } from "../../alphaAssets/schema.ts"
import { addStake } from "../calls/addStake.ts"
import { alice, bob, hotA, hotB, openBooks, TAO } from "../staking/books.testKit.ts"
import { stakeOf } from "../staking/stake.ts"
import { storage } from "../storage.ts"
import { flushBasketDeposits, flushNextBasket } from "./deposits.ts"
import { basketEscrow, basketValue } from "./holdings.ts"

const NETUID = 1

function openWithRootStake() {
  const state = openBooks()
  storage.Uids.set(state, 0, hotA, 0)
  storage.SubnetAlphaOut.set(state, NETUID, 100n * TAO)
  addStake(state, signedOrigin(bob), { hotkey: hotA, netuid: 0, amount_staked: 10n * TAO })
  state.events.length = 0
  return state
}

it("puts queued dividends into the basket and gives later stake no claim on them", () => {
  const state = openWithRootStake()
  storage.PendingBasketDeposits.set(state, hotA, NETUID, TAO)
  flushBasketDeposits(state, hotA)
  const value = basketValue(state, hotA)
  expect(stakeOf(state, hotA, basketEscrow, NETUID)).toBe(TAO)
  expect(storage.BasketShares.get(state, hotA)).toBe(value)
  expect(state.events.map(({ event }) => event.value)).toEqual([
    { type: "BasketDeposited", value: { hotkey: hotA, tao: value, shares: value } },
  ])
  const rate = storage.BasketRate.get(state, hotA)
  addStake(state, signedOrigin(alice), { hotkey: hotA, netuid: 0, amount_staked: 5n * TAO })
  expect(storage.BasketClaimed.get(state, hotA, alice)).toBe((rate * 5n * TAO) >> 32n)
  expect(storage.BasketClaimed.get(state, hotA, bob)).toBe(0n)
})

it("leaves small deposits queued and recycles those that nobody owns", () => {
  const state = openWithRootStake()
  storage.PendingBasketDeposits.set(state, hotA, NETUID, 900_000n)
  storage.PendingBasketDeposits.set(state, hotB, NETUID, TAO)
  flushBasketDeposits(state, hotA)
  flushBasketDeposits(state, hotB)
  expect(storage.PendingBasketDeposits.get(state, hotA, NETUID)).toBe(900_000n)
  expect(storage.PendingBasketDeposits.has(state, hotB, NETUID)).toBe(false)
  expect(alphaAssets.AlphaRecycled.get(state, NETUID)).toBe(TAO)
  expect(storage.SubnetAlphaOut.get(state, NETUID)).toBe(99n * TAO)
})

it("flushes one hotkey a block and rests a block at the end of the queue", () => {
  const state = openWithRootStake()
  storage.Uids.set(state, 0, hotB, 1)
  addStake(state, signedOrigin(bob), { hotkey: hotB, netuid: 0, amount_staked: TAO })
  for (const hotkey of [hotA, hotB]) storage.PendingBasketDeposits.set(state, hotkey, NETUID, TAO)
  const left = () => {
    flushNextBasket(state)
    return [...storage.PendingBasketDeposits.keys(state)].length
  }
  expect([left(), left(), left()]).toEqual([1, 0, 0])
  expect(storage.PendingBasketFlushCursor.get(state)).toBeUndefined()
})
