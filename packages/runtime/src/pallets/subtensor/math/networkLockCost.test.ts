import { expect, it } from "vitest"
import vectors from "../../../../../../vectors/math/network_lock_cost.json" with { type: "json" }
import { networkLockCost } from "./networkLockCost.ts"

it.each(vectors.cases.map((c, index) => ({ index, ...c })))(
  "equals recorded case $index",
  ({ input, expected }) => {
    const cost = networkLockCost({
      lastLock: BigInt(input.last_lock),
      minLock: BigInt(input.min_lock),
      lastLockBlock: BigInt(input.last_lock_block),
      block: Number(input.current_block),
      reductionInterval: BigInt(input.reduction_interval),
    })
    expect(cost).toBe(BigInt(expected.lock_cost))
  },
)
