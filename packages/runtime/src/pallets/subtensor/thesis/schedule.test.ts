import fc from "fast-check"
import { expect, it } from "vitest"
import { thesis } from "../../../specs/thesis.ts"
import { thesisRule } from "../../../specs/thesisRules.ts"
import { mintedIn, mintedUpTo } from "./schedule.ts"

const schedule = thesisRule({ constants: thesis.constants }, "Thesis.EmissionSchedule")!
const { halvingBlocks, halvings } = schedule
const cap = 21_000_000n * 10n ** 9n
const end = halvingBlocks * halvings

it("is the founding document's: one TAO, 10.5 million blocks, 64 halvings", () => {
  expect(schedule).toEqual({ reward: 10n ** 9n, halvingBlocks: 10_500_000, halvings: 64 })
})

it("approaches 21 million through all 64 halvings, and never passes them", () => {
  let issued = 0n
  for (let halving = 1; halving <= halvings; halving++) {
    const supply = mintedUpTo(schedule, halving * halvingBlocks)
    // Each period brings half of what was missing: 21 M · 2^-halving are left, to the rao.
    const missing = cap >> BigInt(halving)
    expect(cap - supply).toBe(missing << BigInt(halving) === cap ? missing : missing + 1n)
    expect(supply).toBeGreaterThanOrEqual(issued)
    expect(supply).toBeLessThan(cap)
    issued = supply
  }
  expect(issued).toBe(cap - 1n)
  expect(mintedUpTo(schedule, end * 1000)).toBe(issued)
})

it("halves at the right block: the last of a period pays the old reward", () => {
  for (const halving of [1, 2, 9]) {
    expect(mintedIn(schedule, halving * halvingBlocks)).toBe((10n ** 9n) >> BigInt(halving - 1))
    expect(mintedIn(schedule, halving * halvingBlocks + 1)).toBe((10n ** 9n) >> BigInt(halving))
  }
  expect([0, 1, 2].map((block) => mintedIn(schedule, block))).toEqual([0n, 10n ** 9n, 10n ** 9n])
  expect(mintedIn(schedule, end + 1)).toBe(0n)
})

it("mints block by block what it has minted up to there, below a rao too", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: end + 100 }), (start) => {
      let sum = mintedUpTo(schedule, start)
      for (let block = start + 1; block <= start + 50; block++) sum += mintedIn(schedule, block)
      expect(sum).toBe(mintedUpTo(schedule, start + 50))
    }),
    { numRuns: 100 },
  )
  // After 30 halvings: 0.93 rao a block, and what was left over before.
  const first = 30 * halvingBlocks
  const few = Array.from({ length: 100 }, (_, i) => mintedIn(schedule, first + 1 + i))
  expect(few.filter((rao) => rao === 1n).length).toBe(94)
})
