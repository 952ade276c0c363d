import fc from "fast-check"
import type { EpochInput, WeightRow } from "./types.ts"

/* Random epochs for property tests. */

const u16 = fc.oneof(fc.nat(0xffff), fc.constantFrom(0, 1, 32_767, 65_535))
const block = (min: bigint, max: bigint): fc.Arbitrary<bigint> => fc.bigInt({ min, max })
const rao = fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 16n }), fc.constantFrom(0n, 1n, 10n ** 9n))

const entriesOf = (n: number, uidMax: number): fc.Arbitrary<[number, number][]> =>
  fc.uniqueArray(fc.tuple(fc.nat(uidMax), u16), { selector: ([uid]) => uid, maxLength: n })

/** Rows sorted by uid, as the chain's own clients store them. */
const sortedRow = (n: number): fc.Arbitrary<WeightRow> =>
  entriesOf(n, n - 1).map((entries) => entries.sort((a, b) => a[0] - b[0]))

/** Rows as a storage may hold: in any order, and with uids that the subnet no longer has. */
const storedRow = (n: number): fc.Arbitrary<WeightRow> => fc.oneof(sortedRow(n), entriesOf(n, n + 2))

function perUid<T>(n: number, value: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(value, { minLength: n, maxLength: n })
}

const inputOf = (n: number, row: fc.Arbitrary<WeightRow>): fc.Arbitrary<EpochInput> =>
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
    taoWeight: fc.oneof(fc.constant(971_718_665_099_567_868n), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
    stakeThreshold: fc.constantFrom(0n, 10n ** 15n),
    ownerUid: fc.option(fc.nat(n - 1)),
    validatorPermit: perUid(n, fc.boolean()),
    maxAllowedValidators: fc.oneof(fc.constant(n), fc.nat(n)),
    weights: perUid(n, row),
    bonds: perUid(n, row),
    commitRevealEnabled: fc.boolean(),
    earliestCommitBlock: perUid(n, fc.option(block(0n, 1_000n))),
    kappa: u16,
    bondsPenalty: u16,
    bondsMovingAverage: fc.oneof(fc.bigInt({ min: 0n, max: 1_000_000n }), fc.constantFrom(0n, 1_000_000n)),
    yuma3On: fc.boolean(),
    liquidAlphaOn: fc.boolean(),
    alphaLow: u16,
    alphaHigh: u16,
    alphaSigmoidSteepness: fc.oneof(
      fc.integer({ min: -32_768, max: 32_767 }),
      fc.integer({ min: -1_200, max: 1_200 }),
    ),
    liquidAlphaConsensusMode: fc.constantFrom("Current", "Previous", "Auto"),
    previousConsensus: fc.oneof(fc.constant([]), perUid(n, u16), fc.array(u16, { maxLength: n + 2 })),
  })

/** What clients write: rows sorted, every vector of n. */
export const tidyEpoch: fc.Arbitrary<EpochInput> = fc
  .integer({ min: 1, max: 9 })
  .chain((n) => inputOf(n, sortedRow(n)).map(withFullConsensus))

function withFullConsensus(input: EpochInput): EpochInput {
  const { previousConsensus: previous, n } = input
  return { ...input, previousConsensus: previous.length === n ? previous : [] }
}

/** What a storage can hold; every seventh subnet has more uids than bits in a word. */
export const storedEpoch: fc.Arbitrary<EpochInput> = fc
  .oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 12 }) },
    { weight: 1, arbitrary: fc.integer({ min: 60, max: 70 }) },
  )
  .chain((n) => fc.tuple(inputOf(n, storedRow(n)), fc.nat(n), fc.nat(n)))
  .map(([input, clocks, permits]) => ({
    ...input,
    lastUpdate: clocks % 5 === 0 ? input.lastUpdate.slice(0, clocks) : input.lastUpdate,
    validatorPermit: permits % 5 === 0 ? input.validatorPermit.slice(0, permits) : input.validatorPermit,
  }))

/** One thing that no chain holds, but the types allow. */
export const oddEpoch: fc.Arbitrary<EpochInput> = fc
  .tuple(storedEpoch, fc.nat(3), fc.nat())
  .map(([input, kind, pick]) => {
    const uid = pick % input.n
    const at = <T>(vector: readonly T[], value: (old: T) => T): T[] =>
      vector.map((old, index) => (index === uid ? value(old) : old))
    if (kind === 0) return { ...input, bondsMovingAverage: 1_000_001n + BigInt(pick) }
    if (kind === 1) return { ...input, alphaStake: at(input.alphaStake, () => 2n ** 63n + BigInt(pick)) }
    const twice = (row: WeightRow): WeightRow => [...row, ...row.slice(0, 1), [uid, 7]]
    return kind === 2
      ? { ...input, weights: at(input.weights, twice) }
      : { ...input, bonds: at(input.bonds, twice) }
  })
