import { expect, test } from "vitest"
import { EpochInputError } from "./checkInput.ts"
import { runEpoch } from "./runEpoch.ts"
import { readVectorFile } from "./vectorCases.fixture.ts"
import { readEpochCase, readEpochFields, readEpochInput, writeEpochOutput } from "./vectorFormat.ts"

const file = readVectorFile("r16_0.json") as { input: Record<string, unknown>; expected: unknown }

test("a result is written as it is recorded", () => {
  const { input } = readEpochCase(file)
  expect(writeEpochOutput(runEpoch(input))).toEqual(file.expected)
})

test.each<[string, unknown]>([
  ["rao_emission", { ...file.input, rao_emission: "-1" }],
  ["rao_emission", { ...file.input, rao_emission: 0.5 }],
  ["alpha_stake", { ...file.input, alpha_stake: "1" }],
  ["alpha_stake[1]", { ...file.input, alpha_stake: ["1", "x"] }],
  ["kapa", { ...file.input, kapa: 1 }],
  ["input", null],
  ["n", {}],
])("a bad %s is named", (field, input) => {
  const read = (): unknown => readEpochInput(input)
  expect(read).toThrow(EpochInputError)
  expect(read).toThrow(field)
})

test("a step may set some fields, and a sequence needs a result for each", () => {
  expect(readEpochFields({ last_update: ["5", null] })).toEqual({ lastUpdate: [5n, null] })
  const sequence = { ...file, kind: "sequence", steps: [{ set: {} }], expected: [] }
  expect(() => readEpochCase(sequence)).toThrow("steps")
  expect(() => readEpochCase({ ...file, kind: "other" })).toThrow("kind")
})
