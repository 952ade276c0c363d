/** A short soak; `node scripts/soak.mjs` runs 200,000 blocks. */
import { expect, it } from "vitest"
import { growthPerBlock, soak } from "./soak.ts"

/**
 * What stays of one state, its trie and its block is about 20 kB. Maps that double and code that is compiled late move the heap by some 3 MB
 * whatever the blocks leave: over the 3,000 blocks that are judged that is a thousand bytes each.
 */
const mostPerBlock = 6_000

it("keeps nothing of old blocks and states", async () => {
  const samples = await soak({ blocks: 6_000, samples: 12, keep: 16 })
  expect(samples.at(-1)?.block).toBe(6_000)
  expect(growthPerBlock(samples)).toBeLessThan(mostPerBlock)
})

it("would notice what stays", () => {
  const leaking = [1, 2, 3, 4, 5, 6].map((index) => ({
    block: index * 1000,
    heapBytes: 40_000_000 + index * 20_000_000,
    elapsedMs: 0,
  }))
  expect(growthPerBlock(leaking)).toBeCloseTo(20_000)
})
