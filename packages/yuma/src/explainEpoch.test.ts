import { expect, test } from "vitest"
import { explainEpoch } from "./explainEpoch.ts"
import { runEpochInBigint } from "./runEpoch.ts"
import { syntheticEpoch } from "./syntheticEpoch.fixture.ts"
import { readVector, vectorNames } from "./vectorCases.fixture.ts"

test("explains the epoch that runs, and every stored weight and bond in it", () => {
  for (const name of vectorNames().filter((file) => !file.startsWith("r256"))) {
    const { input } = readVector(name)
    const { output, uids } = explainEpoch(input)
    expect(output, name).toEqual(runEpochInBigint(input))
    for (const { uid, validator, miner, emission } of uids) {
      expect(validator.weights.map((step) => [step.uid, step.stored])).toEqual(input.weights[uid])
      const stored = validator.bonds.flatMap((step) =>
        step.storedAfter === null ? [] : [[step.uid, step.storedAfter]],
      )
      expect(stored).toEqual([...output.bonds[uid]!].sort((a, b) => a[0] - b[0]))
      const trust = validator.weights.reduce((sum, step) => sum + (step.clipped ?? 0n), 0n)
      expect(validator.trust).toBe(trust)
      for (const { clipped } of miner.support) expect(clipped <= miner.consensus).toBe(true)
      expect(emission.total).toBe(output.emission[uid])
    }
  }
})

const usual = syntheticEpoch({ n: 4, validators: 2, perRow: 4, mode: "yuma2" })

test("says which rule masked what", () => {
  const input = {
    ...usual,
    lastUpdate: [4_999_800n, 10n, 4_999_900n, 4_999_900n],
    blockAtRegistration: [0n, 0n, 4_999_900n, 4_999_700n],
    commitRevealEnabled: true,
    earliestCommitBlock: [4_999_500n, null, null, null],
    stakeThreshold: 10n ** 9n,
    weights: [[...usual.weights[0]!, [9, 1] as const], usual.weights[1]!, [[0, 5] as const], []],
  }
  const { uids } = explainEpoch(input)
  expect(uids[0]!.validator.weights.map(({ mask }) => mask)).toEqual([
    "own weight",
    null,
    "uid registered since the weights were set",
    "uid registered since a hidden commit",
    "uid is not on the subnet",
  ])
  expect(uids[2]!.validator.weights.map(({ mask }) => mask)).toEqual(["validator has no permit"])
  expect(uids.map(({ stake }) => stake.masks)).toEqual([
    [],
    ["inactive"],
    ["below the threshold", "no permit"],
    ["below the threshold", "no permit"],
  ])
  expect(uids[0]!.validator.bonds.map(({ mask }) => mask)).toEqual([
    null,
    null,
    "uid registered since the last epoch",
    "uid registered since the last epoch",
  ])
})

test("a bond that liquid alpha lets go says so", () => {
  const liquid = { ...usual, yuma3On: true, liquidAlphaOn: true }
  const without = usual.weights.map((row) => row.filter(([uid]) => uid !== 3))
  const { formula, uids } = explainEpoch({ ...liquid, weights: without }, 0)
  expect(formula).toBe("yuma3 with liquid alpha")
  expect(uids.length).toBe(1)
  const gone = uids[0]!.validator.bonds.find(({ uid }) => uid === 3)!
  expect(gone).toMatchObject({ mask: "validator no longer lists the uid", after: 0n, alpha: null })
})

test("and one whose weight has no majority says that", () => {
  const { input } = readVector("t21_n5_y3_absent_weight_bond_liquid.json")
  const { validator } = explainEpoch(input, 1).uids[0]!
  expect(validator.bonds.map(({ uid, mask }) => [uid, mask])).toEqual([
    [2, null],
    [3, null],
    [4, "its weight was clipped away"],
  ])
})

test("a uid that the subnet lacks is refused", () => {
  for (const uid of [4, -1, Number.NaN]) expect(() => explainEpoch(usual, uid)).toThrow("uid is not one of")
})
