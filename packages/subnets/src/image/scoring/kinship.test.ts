import { seededRandom } from "@taonet/neuron/random"
import { describe, expect, it } from "vitest"
import { initialParameters } from "../model/network.ts"
import { noiseFrom } from "../model/noise.ts"
import { createTrainer, newTraining } from "../model/trainer.ts"
import { permuted, shapeSet } from "../testKit.ts"
import { createKinship, drawProbes, type Traits, traitDistance, traitsOf } from "./kinship.ts"

/** Of a model that never was; `drift` moves it away from the seed's. */
function made(seed: number, drift = 0): Traits {
  const [own, other] = [noiseFrom(seed), noiseFrom(seed + 1_000)]
  return Array.from({ length: 8 }, () =>
    Float32Array.from({ length: 20 }, () => (1 - drift) * own() + drift * other()),
  )
}

describe("traits", () => {
  it("are a model's whatever the order of its hidden units, and another's are far from them", () => {
    const set = shapeSet()
    const probes = drawProbes(seededRandom("probes"), set.captions)
    const learned = (seed: number) => {
      const { state, step } = createTrainer(set, newTraining(seed))
      for (let i = 0; i < 12; i++) step()
      return state.parameters
    }
    const [a, b] = [learned(1), learned(2)]
    const distance = (one: Float32Array, two: Float32Array) =>
      traitDistance(traitsOf(one, probes), traitsOf(two, probes))
    expect(distance(a, a)).toBe(0)
    expect(distance(a, permuted(a))).toBeLessThan(1e-5)
    expect(distance(a, b)).toBeGreaterThan(0.25)
    // Models that say the same to everything.
    expect(distance(initialParameters(1), initialParameters(1))).toBe(1)
  })

  it("that are no numbers are like nobody's", () => {
    const broken = made(1).map((values) => values.map(() => Number.NaN))
    const kinship = createKinship()
    kinship.note("a", 1, made(1))
    kinship.note("b", 2, broken)
    expect([kinship.copyOf("b"), kinship.sharers("b")]).toEqual([undefined, 1])
  })
})

describe("kinship", () => {
  it("takes the later commitment for the copy, whichever is seen first", () => {
    for (const order of [
      ["first", "later"],
      ["later", "first"],
    ]) {
      const kinship = createKinship()
      for (const name of order)
        kinship.note(name, name === "first" ? 5 : 6, made(1, name === "first" ? 0 : 0.1))
      expect([kinship.copyOf("first"), kinship.copyOf("later")]).toEqual([undefined, "first"])
      expect([kinship.sharers("first"), kinship.sharers("later")]).toEqual([1, 1])
    }
  })

  it("leaves the first one its place when it learns on, and forgets when the two part or one is gone", () => {
    const kinship = createKinship()
    kinship.note("first", 1, made(1))
    kinship.note("copier", 2, made(1))
    kinship.note("first", 3, made(1, 0.1))
    expect([kinship.copyOf("first"), kinship.copyOf("copier")]).toEqual([undefined, "first"])
    kinship.note("copier", 4, made(2))
    expect(kinship.copyOf("copier")).toBeUndefined()
    kinship.note("copier", 5, made(1, 0.1))
    expect(kinship.copyOf("copier")).toBe("first")
    kinship.keepOnly(new Set(["copier"]))
    expect(kinship.copyOf("copier")).toBeUndefined()
  })

  it("lets those share who committed in one block", () => {
    const kinship = createKinship()
    for (const name of ["a", "b"]) kinship.note(name, 7, made(1))
    kinship.note("c", 7, made(3))
    expect(["a", "b", "c"].map(kinship.sharers)).toEqual([2, 2, 1])
    expect(["a", "b"].map(kinship.copyOf)).toEqual([undefined, undefined])
  })
})
