import { InvalidArgumentError } from "commander"
import { expect, it } from "vitest"
import { limitOption, percentOption } from "./options.ts"

it("gathers what callers may do by their stake", () => {
  const all = limitOption("1000:600:16", limitOption("0:6:1", []))
  expect(all).toEqual([
    { minStake: 0n, requestsPerMinute: 6, concurrent: 1 },
    { minStake: 1_000_000_000_000n, requestsPerMinute: 600, concurrent: 16 },
  ])
  for (const wrong of ["", "1", "1:2", "1:2:3:4", "-1:2:3", "1:0:3", "1:2:0", "a:2:3"])
    expect(() => limitOption(wrong, [])).toThrow(InvalidArgumentError)
})

it("takes a whole percentage", () => {
  expect([percentOption("0"), percentOption("100")]).toEqual([0, 100])
  for (const wrong of ["101", "-1", "1.5", "x"])
    expect(() => percentOption(wrong)).toThrow(InvalidArgumentError)
})
