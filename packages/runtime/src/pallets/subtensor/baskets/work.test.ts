import { totalOf } from "@taonet/frame/schema/weights"
import { expect, it } from "vitest"
import { createTestChain } from "../../../testKit.ts"
import { calls } from "../schema.ts"
import { bob, hotA, key } from "../staking/books.testKit.ts"
import { openStakingChain } from "../staking/stakingChain.testkit.ts"
import { weights } from "../weights.ts"
import { addClaimWork, claimWeight, MOST_WORK, noClaimWork, stakeInWeight, tradeWeight } from "./work.ts"

/* Reference staking/claim_root.rs, root_claim_actual_weight and stake_into_basket_weight. */

it("declares the largest basket", () => {
  const most = { redeemed: MOST_WORK, converted: 0, rows: 2 * MOST_WORK }
  expect(totalOf(weights.claim_root!)).toEqual(claimWeight(MOST_WORK, most))
  expect(weights.claim_root_with_hotkey).toEqual(weights.claim_root)
  expect(totalOf(weights.stake_into_basket!)).toEqual(stakeInWeight(128, MOST_WORK))
  expect(totalOf(weights.swap_basket!)).toEqual(tradeWeight(MOST_WORK, 0))
})

it("costs a claim what was redeemed and converted, or the hotkeys looked at, and a little for the rest", () => {
  const [unit, scan] = [895_000_000n, 81_000_000n]
  const cost = (hotkeys: number, work = noClaimWork) => claimWeight(hotkeys, work).ref_time
  expect([cost(0), cost(1), cost(3)]).toEqual([unit, unit, 3n * unit])
  const work = addClaimWork({ redeemed: 2, converted: 1, rows: 5 }, { redeemed: 0, converted: 1, rows: 1 })
  expect(cost(3, work)).toBe(4n * unit + 4n * scan)
})

it("reports it for what was done, and nothing where the call fails", () => {
  const chain = openStakingChain()
  const idle = chain.call(key(99), calls.claim_root.make({ subnets: [] }))
  expect(idle.post.weight).toEqual(claimWeight(1, noClaimWork))
  const looked = chain.call(bob, calls.claim_root.make({ subnets: [] }))
  expect(looked.post.weight).toEqual(claimWeight(2, noClaimWork))
  const failed = createTestChain().call(
    bob,
    calls.stake_into_basket.make({ hotkey: hotA, amount_staked: 1n }),
  )
  expect([failed.ok, failed.post]).toEqual([false, {}])
})
