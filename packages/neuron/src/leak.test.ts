import { expect, it } from "vitest"
import { measureGrowth } from "./leak.testkit.ts"

it("keeps nothing of 5,000 requests", { timeout: 300_000 }, async () => {
  const { bytesAtHalf, bytesAtEnd } = await measureGrowth(5_000)
  // 200 bytes kept of each request would show.
  expect(bytesAtEnd - bytesAtHalf).toBeLessThan(500_000)
})
