import fc from "fast-check"
import { expect, test } from "vitest"
import { runEpoch, runEpochInBigint, UIDS_MAX } from "./runEpoch.ts"
import type { EpochInput, WeightRow } from "./types.ts"

const u16 = fc.oneof(fc.nat(0xffff), fc.constantFrom(0, 1, 32_767, 65_535))
const block = (min: bigint, max: bigint): fc.Arbitrary<bigint> => fc.bigInt({ min, max })
const rao = fc.bigInt({ min: 0n, max: 10n ** 16n })

/** Rows sorted by uid, as the chain's own clients store them. */
const row = (n: number): fc.Arbitrary<WeightRow> =>
  fc
    .uniqueArray(fc.tuple(fc.nat(n - 1), u16), { selector: ([uid]) => uid, maxLength: n })
    .map((entries) => entries.sort((a, b) => a[0] - b[0]))

function perUid<T>(n: number, value: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(value, { minLength: n, maxLength: n })
}

const epochInput: fc.Arbitrary<EpochInput> = fc.integer({ min: 1, max: 9 }).chain((n) =>
  fc.record<EpochInput>({
    n: fc.constant(n),
    raoEmission: rao,
    currentBlock: fc.constant(1_000n),
    tempo: fc.integer({ min: 1, max: 360 }),
    lastMechanismStepBlock: block(0n, 999n),
    activityCutoffFactorMilli: fc.integer({ min: 1_000, max: 20_000 }),
    lastUpdate: perUid(n, block(300n, 1_000n)),
    blockAtRegistration: perUid(n, block(0n, 500n)),
    alphaStake: perUid(n, rao),
    taoStake: perUid(n, rao),
    taoWeight: fc.constant(971_718_665_099_567_868n),
    stakeThreshold: fc.constantFrom(0n, 10n ** 15n),
    ownerUid: fc.option(fc.nat(n - 1)),
    validatorPermit: perUid(n, fc.boolean()),
    maxAllowedValidators: fc.constant(n),
    weights: perUid(n, row(n)),
    bonds: perUid(n, row(n)),
    commitRevealEnabled: fc.boolean(),
    earliestCommitBlock: perUid(n, fc.option(block(0n, 1_000n))),
    kappa: u16,
    bondsPenalty: u16,
    bondsMovingAverage: fc.bigInt({ min: 0n, max: 1_000_000n }),
    yuma3On: fc.boolean(),
    liquidAlphaOn: fc.boolean(),
    alphaLow: u16,
    alphaHigh: u16,
    alphaSigmoidSteepness: fc.integer({ min: -32_768, max: 32_767 }),
    liquidAlphaConsensusMode: fc.constantFrom("Current", "Previous", "Auto"),
    previousConsensus: fc.oneof(fc.constant([]), perUid(n, u16)),
  }),
)

test("numbers give what bigints give", () => {
  fc.assert(
    fc.property(epochInput, (input) => {
      expect(runEpoch(input)).toEqual(runEpochInBigint(input))
    }),
    { numRuns: 300 },
  )
})

test("no more than the emission is given out, and u16 shares of a vector are at most one in all", () => {
  const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n)
  fc.assert(
    fc.property(epochInput, (input) => {
      const output = runEpoch(input)
      expect(sum(output.serverEmission) + sum(output.validatorEmission)).toBeLessThanOrEqual(
        input.raoEmission,
      )
      expect(sum(output.emission)).toBeLessThanOrEqual(input.raoEmission)
      for (const shares of [output.incentive, output.dividends, output.stakeWeight]) {
        expect(shares.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(0xffff)
      }
    }),
    { numRuns: 200 },
  )
})

test("renumbering the uids renumbers the result", () => {
  const withOrder = epochInput.chain((input) =>
    fc.tuple(
      fc.constant(input),
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

test("an empty subnet, and one too large", () => {
  const [input] = fc.sample(epochInput, { numRuns: 1, seed: 1 })
  const empty = { ...input!, n: 0, ownerUid: null, weights: [], bonds: [] }
  expect(runEpoch(empty).emission).toEqual([])
  expect(() => runEpoch({ ...empty, n: UIDS_MAX + 1 })).toThrow(RangeError)
})
