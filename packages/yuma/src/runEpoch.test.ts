import fc from "fast-check"
import { expect, test } from "vitest"
import { EpochInputError, UIDS_MAX } from "./checkInput.ts"
import { oddEpoch, storedEpoch, tidyEpoch } from "./epochInputs.fixture.ts"
import { createEpochKernel } from "./kernel/epochKernel.ts"
import { runEpoch, runEpochInBigint, runEpochInNumbers } from "./runEpoch.ts"
import { syntheticEpoch } from "./syntheticEpoch.fixture.ts"
import type { EpochInput, EpochOutput, WeightRow } from "./types.ts"

/** `YUMA_FUZZ_RUNS=10000 npx vitest run packages/yuma` compares as many random epochs. */
const runs = Number(process.env["YUMA_FUZZ_RUNS"] ?? 400)

test("the kernel gives what bigints give, and takes nearly every epoch that storage can hold", () => {
  const kernel = createEpochKernel()
  let taken = 0
  let all = 0
  fc.assert(
    fc.property(storedEpoch, (input) => {
      all++
      kernel.load(input)
      if (!kernel.run()) return
      taken++
      const output = kernel.output()
      expect(output).toEqual(runEpochInBigint(input))
      expect(kernel.run()).toBe(true)
      expect(kernel.output(), "run again").toEqual(output)
    }),
    { numRuns: runs },
  )
  expect(taken / all).toBeGreaterThan(0.8)
})

test("odd epochs, which the kernel leaves out, give what bigints give", () => {
  fc.assert(
    fc.property(oddEpoch, (input) => {
      expect(runEpoch(input)).toEqual(runEpochInBigint(input))
    }),
    { numRuns: runs >> 1 },
  )
})

test("without WebAssembly, numbers give what bigints give", () => {
  fc.assert(
    fc.property(fc.oneof(storedEpoch, oddEpoch), (input) => {
      expect(runEpochInNumbers(input)).toEqual(runEpochInBigint(input))
    }),
    { numRuns: runs >> 1 },
  )
})

test("a kernel keeps nothing of a larger epoch before", () => {
  const kernel = createEpochKernel()
  for (const n of [300, 20, 70]) {
    for (const mode of ["liquid", "yuma2", "yuma3"] as const) {
      const input = syntheticEpoch({ n, validators: 9, perRow: n >> 1, mode })
      kernel.load(input)
      expect(kernel.run()).toBe(true)
      expect(kernel.output()).toEqual(runEpochInBigint(input))
    }
  }
})

test("liquid alpha's curve, flat to steep", () => {
  const kernel = createEpochKernel()
  for (const alphaSigmoidSteepness of [0, 7, 200, 1_000, -1_190, 1_210, 4_000, -32_768]) {
    const dense = syntheticEpoch({ n: 48, validators: 12, perRow: 48, mode: "liquid" })
    for (const bondsPenalty of [0, 30_000]) {
      const input = { ...dense, alphaLow: 0, alphaHigh: 65_535, alphaSigmoidSteepness, bondsPenalty }
      kernel.load(input)
      expect(kernel.run()).toBe(true)
      expect(kernel.output(), `${alphaSigmoidSteepness}`).toEqual(runEpochInBigint(input))
    }
  }
})

test("a result stays what it was when the next epoch has run", () => {
  const [first, second] = ["yuma2", "liquid"].map((mode) =>
    syntheticEpoch({ n: 16, validators: 4, perRow: 16, mode: mode as "yuma2", seed: mode.length }),
  )
  const output = runEpoch(first!)
  runEpoch(second!)
  expect(output).toEqual(runEpochInBigint(first!))
})

test("no more than the emission is given out, and u16 shares of a vector are at most one in all", () => {
  const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n)
  fc.assert(
    fc.property(storedEpoch, (input) => {
      const output = runEpoch(input)
      expect(sum(output.serverEmission) + sum(output.validatorEmission)).toBeLessThanOrEqual(
        input.raoEmission,
      )
      expect(sum(output.emission)).toBeLessThanOrEqual(input.raoEmission)
      // Each uid's amounts are floored, and each share before that: no more than that is lost.
      const someone = output.raw.incentive.some((share) => share > 0n)
      const lost = input.raoEmission - sum(output.emission)
      if (someone) expect(lost).toBeLessThanOrEqual(BigInt(input.n) * (1n + (input.raoEmission >> 32n)))
      for (const shares of [output.incentive, output.dividends, output.stakeWeight]) {
        expect(shares.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(0xffff)
      }
    }),
    { numRuns: 200 },
  )
})

test("stakes that all grow alike change no share", () => {
  fc.assert(
    fc.property(tidyEpoch, fc.integer({ min: 2, max: 40 }), (input, factor) => {
      const grown = (stakes: readonly bigint[]): bigint[] => stakes.map((stake) => stake * BigInt(factor))
      // Whole weights and no threshold, so that nothing is rounded or compared before the division.
      const plain = { ...input, taoWeight: 2n ** 64n - 1n, stakeThreshold: 0n }
      const { stake: _, ...output } = runEpoch(plain)
      const scaled = { ...plain, alphaStake: grown(input.alphaStake), taoStake: grown(input.taoStake) }
      expect(runEpoch(scaled)).toMatchObject(output)
    }),
    { numRuns: 200 },
  )
})

test("renumbering the uids renumbers the result", () => {
  const withOrder = tidyEpoch.chain((input) =>
    fc.tuple(
      // Of equal stakes the higher uid keeps its permit: the one rule that looks at the order.
      fc.constant({ ...input, maxAllowedValidators: input.n }),
      fc.shuffledSubarray([...Array(input.n).keys()], { minLength: input.n, maxLength: input.n }),
    ),
  )
  fc.assert(
    fc.property(withOrder, ([input, order]) => {
      const output = runEpoch(renumber(input, order))
      expect(output).toEqual(renumber(runEpoch(input), order))
    }),
    { numRuns: 200 },
  )
})

/** Puts uid `order[k]` in place k, in every vector, row and reference. */
function renumber<T extends object>(state: T, order: readonly number[]): T {
  const placed = <V>(vector: readonly V[]): V[] =>
    vector.length === 0 ? [] : order.map((uid) => vector[uid]!)
  const placedRow = (entries: WeightRow): WeightRow =>
    entries.map(([uid, value]) => [order.indexOf(uid), value] as const).sort((a, b) => a[0] - b[0])
  return Object.fromEntries(
    Object.entries(state).map(([name, value]) => {
      if (name === "ownerUid") return [name, value === null ? null : order.indexOf(value as number)]
      if (name === "weights" || name === "bonds") return [name, placed(value as WeightRow[]).map(placedRow)]
      if (name === "raw") return [name, renumber(value as object, order)]
      return [name, Array.isArray(value) ? placed(value) : value]
    }),
  ) as T
}

const usual = syntheticEpoch({ n: 3, validators: 2, perRow: 3, mode: "liquid" })
const empty: EpochInput = {
  ...usual,
  n: 0,
  lastUpdate: [],
  blockAtRegistration: [],
  alphaStake: [],
  taoStake: [],
  validatorPermit: [],
  weights: [],
  bonds: [],
  earliestCommitBlock: [],
}

test("an empty subnet", () => {
  expect(runEpoch(empty).emission).toEqual([])
  expect(runEpoch(empty)).toEqual(runEpochInBigint(empty))
})

const row = (...entries: unknown[]): unknown[] => [entries, [], []]

test.each<[field: string, change: Record<string, unknown>]>([
  ["n", { n: UIDS_MAX + 1 }],
  ["n", { n: Number.NaN }],
  ["n", { n: 2.5 }],
  ["alphaStake", { alphaStake: [1n] }],
  ["weights", { weights: [] }],
  ["bonds", { bonds: undefined }],
  ["alphaStake[1]", { alphaStake: [1n, -1n, 1n] }],
  ["taoStake[2]", { taoStake: [1n, 1n, 2n ** 64n] }],
  ["taoStake[0]", { taoStake: [Number.NaN, 1n, 1n] }],
  ["blockAtRegistration[0]", { blockAtRegistration: [1, 1n, 1n] }],
  ["lastUpdate[0]", { lastUpdate: [null] }],
  ["validatorPermit[0]", { validatorPermit: [1] }],
  ["earliestCommitBlock[2]", { earliestCommitBlock: [null, null, undefined] }],
  ["previousConsensus[0]", { previousConsensus: [0.5] }],
  ["kappa", { kappa: 65_536 }],
  ["kappa", { kappa: Number.NaN }],
  ["alphaSigmoidSteepness", { alphaSigmoidSteepness: -32_769 }],
  ["bondsMovingAverage", { bondsMovingAverage: 900_000 }],
  ["yuma3On", { yuma3On: 1 }],
  ["liquidAlphaConsensusMode", { liquidAlphaConsensusMode: "current" }],
  ["ownerUid", { ownerUid: -1 }],
  ["weights[0][0]", { weights: row([1, Number.NaN]) }],
  ["weights[0][1]", { weights: row([1, 5], [2, 65_536]) }],
  ["weights[0][0]", { weights: row([-1, 5]) }],
  ["weights[0][0]", { weights: row([1]) }],
  ["weights[0][0]", { weights: row(null) }],
  ["weights[0]", { weights: [{}, [], []] }],
  ["bonds[0][0]", { bonds: row([1, 0.5]) }],
  ["bonds[0][0]", { bonds: row(["1", 5]) }],
])("a bad %s is named: %o", (field, change) => {
  for (const run of [runEpoch, runEpochInBigint] as ((input: EpochInput) => EpochOutput)[]) {
    const problem = catchError(() => run({ ...usual, ...change }))
    expect(problem).toBeInstanceOf(EpochInputError)
    expect(problem).toMatchObject({ code: "BadEpochInput", field })
  }
  expect(runEpoch(usual), "and harms no later epoch").toEqual(runEpochInBigint(usual))
})

function catchError(body: () => unknown): unknown {
  try {
    body()
  } catch (error) {
    return error
  }
  return undefined
}
