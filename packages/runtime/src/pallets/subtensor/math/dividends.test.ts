import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { dividends, minerBurned, takeSplit } from "./dividends.ts"
import { inheritedStake, stakeWeight } from "./inheritedStake.ts"
import { addWeighted, mechanismEmissions, mechanismWeights, votingPowerEma } from "./mechanisms.ts"
import { parentDividends } from "./parentDividends.ts"
import { taoWeightFraction } from "./rootProportion.ts"

const U64_MAX = (1n << 64n) - 1n
const HALF = 1n << 63n
const HALF_WEIGHT = taoWeightFraction(HALF)
const rao = (values: readonly bigint[]): bigint[] => values.map((value) => value >> 32n)

describe("inheritedStake", () => {
  it("lends to children and borrows from parents", () => {
    expect(inheritedStake(1_000n, [], [])).toBe(1_000n)
    expect(inheritedStake(1_000n, [U64_MAX], [])).toBe(0n)
    expect(inheritedStake(1_000n, [U64_MAX, HALF], [{ stake: 50n, proportion: U64_MAX }])).toBe(50n)
    expect(inheritedStake(1_000n, [HALF], [{ stake: 300n, proportion: HALF }])).toBe(650n)
  })

  it("weighs root stake", () => {
    expect(stakeWeight(10n, 7n, HALF_WEIGHT)).toBe((27n << 64n) >> 1n)
  })
})

describe("parentDividends", () => {
  const base = {
    emission: 1_000n,
    alpha: 100n,
    root: 0n,
    childProportions: [],
    taoWeight: HALF_WEIGHT,
    childkeyTake: 0,
    childkeyBurn: 0n,
  }
  const parent = { alpha: 300n, root: 0n, proportion: U64_MAX, sameOwner: false }

  it("keeps everything without parents", () => {
    expect(parentDividends({ ...base, parents: [] })).toEqual({ parents: [], own: 1_000n, recycled: 0n })
  })

  it("divides by contribution", () => {
    expect(parentDividends({ ...base, parents: [parent] })).toEqual({
      parents: [750n],
      own: 250n,
      recycled: 0n,
    })
    const withRoot = { ...parent, alpha: 0n, root: 600n }
    expect(parentDividends({ ...base, parents: [withRoot] }).parents).toEqual([750n])
  })

  it("takes and burns from other owners only", () => {
    const input = { ...base, childkeyTake: 65_535, childkeyBurn: 0n }
    expect(parentDividends({ ...input, parents: [parent] })).toEqual({
      parents: [0n],
      own: 1_000n,
      recycled: 0n,
    })
    expect(parentDividends({ ...input, parents: [{ ...parent, sameOwner: true }] }).parents).toEqual([750n])
    expect(parentDividends({ ...base, childkeyBurn: HALF, parents: [parent] })).toEqual({
      parents: [375n],
      own: 250n,
      recycled: 375n,
    })
  })

  it("gives the hotkey all when nobody has stake", () => {
    const input = { ...base, alpha: 0n, parents: [{ ...parent, alpha: 0n }] }
    expect(parentDividends(input)).toEqual({ parents: [0n], own: 1_000n, recycled: 0n })
  })

  it("never pays more than it got", () => {
    const stake = fc.bigInt(0n, 1n << 55n)
    const stakes = fc.record({
      alpha: stake,
      root: stake,
      proportion: fc.bigInt(0n, U64_MAX),
      sameOwner: fc.boolean(),
    })
    fc.assert(
      fc.property(
        stake,
        fc.array(stakes, { maxLength: 5 }),
        fc.integer({ max: 11_796, min: 0 }),
        (own, parents, take) => {
          const input = {
            ...base,
            emission: own,
            alpha: own,
            parents,
            childkeyTake: take,
            childkeyBurn: HALF / 2n,
          }
          const paid = parentDividends(input)
          const sum = paid.parents.reduce((a, b) => a + b, paid.own + paid.recycled)
          expect(sum).toBeLessThanOrEqual(own)
          expect(own - sum).toBeLessThanOrEqual(BigInt(2 * parents.length + 1))
        },
      ),
    )
  })
})

describe("dividends", () => {
  const receiver = { dividend: 500n, alphaStake: 100n, rootStake: 200n, hasRootUid: true }

  it("pays alpha and root in proportion to the parts", () => {
    const paid = dividends(1_000n, 400n, HALF_WEIGHT, [
      receiver,
      { ...receiver, rootStake: 0n, dividend: 250n },
    ])
    expect(rao(paid.alpha)).toEqual([500n, 500n])
    expect(rao(paid.root)).toEqual([400n, 0n])
    expect(paid.rootRecycled).toBe(0n)
  })

  it("recycles root alpha when nobody has a uid on root", () => {
    const paid = dividends(1_000n, 400n, HALF_WEIGHT, [{ ...receiver, hasRootUid: false }])
    expect(rao(paid.root)).toEqual([0n])
    expect(paid.rootRecycled).toBe(400n)
    expect(dividends(0n, 0n, HALF_WEIGHT, []).rootRecycled).toBe(0n)
    expect(dividends(0n, 7n, HALF_WEIGHT, []).rootRecycled).toBe(7n)
  })

  it("counts a credit without stake as alpha", () => {
    const paid = dividends(9n, 9n, HALF_WEIGHT, [{ ...receiver, alphaStake: 0n, rootStake: 0n }])
    expect(rao(paid.alpha)).toEqual([9n])
    expect(paid.rootRecycled).toBe(9n)
  })

  it("splits the take on the fixed-point value", () => {
    expect(takeSplit(1_000n << 32n, 11_796)).toEqual({ take: 179n, rest: 820n })
    expect(takeSplit(1_000n << 32n, 0)).toEqual({ take: 0n, rest: 1_000n })
  })

  it("measures what was burned", () => {
    expect(minerBurned(1n, 4n)).toBe(1n << 30n)
    expect(minerBurned(0n, 0n)).toBe(0n)
  })
})

describe("mechanisms", () => {
  it("gives the rest to mechanism 0", () => {
    expect(mechanismEmissions(100n, 3)).toEqual([34n, 33n, 33n])
    expect(mechanismEmissions(100n, 2, [16_384, 49_151])).toEqual([26n, 74n])
    expect(mechanismEmissions(100n, 2, [1, 2])).toEqual([50n, 50n])
  })

  it("weighs by emission", () => {
    expect(mechanismWeights([1n, 3n])).toEqual([1n << 62n, 3n << 62n])
    expect(mechanismWeights([0n, 0n])).toEqual([1n << 64n, 0n])
    expect(addWeighted(5n, 3n, 1n << 63n)).toBe(6n)
  })

  it("averages voting power", () => {
    expect(votingPowerEma(1_000n, 0n, 10n ** 18n)).toBe(1_000n)
    expect(votingPowerEma(1_000n, 3n, 5n * 10n ** 17n)).toBe(501n)
  })
})
