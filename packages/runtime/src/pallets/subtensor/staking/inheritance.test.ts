import { U64_MAX } from "@taonet/primitives/integers"
import { expect, it } from "vitest"
import { storage } from "../storage.ts"
import { alice, hotA, hotB, openBooks } from "./books.testKit.ts"
import { inheritedStakes, stakeWeights, totalStakeWeight } from "./inheritance.ts"
import { increaseStake } from "./stake.ts"

it("lends alpha and root stake to a child of the subnet, by uid", () => {
  const state = openBooks()
  increaseStake(state, hotA, alice, 1, 1_000n)
  increaseStake(state, hotA, alice, 0, 400n)
  increaseStake(state, hotB, alice, 1, 10n)
  storage.ChildKeys.set(state, hotA, 1, [[U64_MAX / 2n, hotB]])
  storage.ParentKeys.set(state, hotB, 1, [[U64_MAX / 2n, hotA]])
  storage.SubnetworkN.set(state, 1, 2)
  storage.Keys.set(state, 1, 0, hotA)
  storage.Keys.set(state, 1, 1, hotB)

  const { alpha, tao, total } = stakeWeights(state, 1)
  expect(alpha).toEqual([500n, 509n])
  expect(tao).toEqual([200n, 199n])
  expect(inheritedStakes(state, 1, hotB)).toEqual({ alpha: 509n, tao: 199n })
  expect(total[1]).toBe(totalStakeWeight(state, 1, hotB))
  expect(total[1]! >> 64n).toBe(509n + 10n)
  expect(inheritedStakes(state, 0, hotA)).toEqual({ alpha: 400n, tao: 400n })
})
