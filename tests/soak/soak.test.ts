/** A short soak; `node scripts/soak.mjs` runs 200,000 blocks. */
import { expect, it } from "vitest"
import { growthPerBlock, soak } from "./soak.ts"

/** What stays of one state, its trie and its block is about 20 kB. The first thousands of blocks fill the runtime's own maps. */
const mostPerBlock = 4_000

it("keeps nothing of old blocks and states", async () => {
  const samples = await soak({ blocks: 1_500, samples: 6, keep: 16 })
  expect(samples.at(-1)?.block).toBe(1_500)
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
