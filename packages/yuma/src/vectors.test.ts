import { expect, test } from "vitest"
import { runEpoch, runEpochInBigint, runEpochInNumbers } from "./runEpoch.ts"
import type { EpochInput } from "./types.ts"
import { carryOver, readVector, vectorNames } from "./vectorCases.fixture.ts"

const names = vectorNames()

test("all recorded cases are there", () => {
  expect(names.length).toBe(109)
})

test.each(names)("%s", (name) => {
  const { input, epochs, note } = readVector(name)
  let state: EpochInput = input
  for (const [index, { set, expected }] of epochs.entries()) {
    state = { ...state, ...set }
    const output = runEpoch(state)
    expect(output, `${note}, epoch ${index}`).toEqual(expected)
    expect(runEpochInBigint(state), `in bigint, epoch ${index}`).toEqual(expected)
    expect(runEpochInNumbers(state), `in numbers, epoch ${index}`).toEqual(expected)
    state = { ...state, ...carryOver(output) }
  }
})
