import { U64F64 } from "@taonet/primitives/fixed/formats"
import { expect, it } from "vitest"
import { storage as system } from "../../system/schema.ts"
import { hotA, TAO } from "../staking/books.testKit.ts"
import { storage } from "../storage.ts"
import { openBaskets, queue } from "./baskets.testKit.ts"
import { flushBasketDeposits } from "./deposits.ts"
import { advanceIndexSweep } from "./indexSweep.ts"

const { ONE } = U64F64

it("publishes levels of one before there is a basket, then every 600 blocks", () => {
  const state = openBaskets()
  const levels = { bag_level: ONE, stake_level: ONE }
  expect(storage.BetaIndexSnapshot.get(state)).toEqual({ ...levels, block: 10n })
  const after = (block: number) => {
    system.Number.set(state, block)
    advanceIndexSweep(state)
    return storage.BetaIndexSnapshot.get(state)?.block
  }
  expect([after(609), after(610)]).toEqual([10n, 610n])
})

it("moves with the price of the average basket and with what its stakers earned", () => {
  const state = openBaskets()
  queue(state, 1, 4n * TAO)
  flushBasketDeposits(state, hotA)
  expect(storage.BetaBaseline.get(state, hotA)).toMatchObject({
    price_divisor: ONE,
    tr_splice: ONE,
    first_block: 10n,
  })
  const sweep = (block: number) => {
    system.Number.set(state, block)
    advanceIndexSweep(state)
    return storage.BetaIndexSnapshot.get(state)!
  }
  const first = sweep(700)
  expect(first.bag_level).toBe(ONE)
  const twr = storage.BasketTwr.get(state, hotA)
  // The pool rises by half: so does the price. A deposit lifts the stakers' return alone.
  storage.SubnetTAO.mutate(state, 1, (tao) => (tao * 3n) / 2n)
  queue(state, 1, 2n * TAO)
  flushBasketDeposits(state, hotA)
  const second = sweep(1400)
  expect(Number(second.bag_level) / Number(ONE)).toBeCloseTo(1.5, 2)
  const gained = Number(storage.BasketTwr.get(state, hotA)) / Number(twr)
  expect(Number(second.stake_level) / Number(ONE)).toBeCloseTo(gained, 6)
})

it("goes on where a full page ended", () => {
  const state = openBaskets()
  const baseline = { price_divisor: ONE, rate0: 0n, tr_splice: ONE, first_block: 1n }
  const hotkeys = Array.from(
    { length: 300 },
    (_, i) => `0x${(i + 1).toString(16).padStart(64, "0")}` as const,
  )
  for (const hotkey of hotkeys) storage.BetaBaseline.set(state, hotkey, baseline)
  system.Number.set(state, 700)
  advanceIndexSweep(state)
  expect(storage.BetaIndexSweep.has(state)).toBe(true)
  expect(storage.BetaIndexSnapshot.get(state)?.block).toBe(10n)
  system.Number.set(state, 701)
  advanceIndexSweep(state)
  expect(storage.BetaIndexSweep.has(state)).toBe(false)
  expect(storage.BetaIndexSnapshot.get(state)?.block).toBe(701n)
})
