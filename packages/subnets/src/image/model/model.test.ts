import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { merge } from "../../flatVector.ts"
import { iconValues } from "../icons/iconSet.ts"
import { shapeSet } from "../testKit.ts"
import { BadCheckpoint, loadCheckpoint, saveCheckpoint } from "./checkpoint.ts"
import { draw } from "./draw.ts"
import { featuresOf } from "./features.ts"
import {
  infer,
  initialParameters,
  type Parameters,
  parameterCount,
  parameterDistance,
  parametersHash,
} from "./network.ts"
import { createTrainer, newTraining } from "./trainer.ts"
import { type Training, trainInThread } from "./trainInThread.ts"
import type { TrainingReport } from "./trainWorker.ts"

const set = shapeSet()
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "taonet-image-"))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const steps = (trainer: { step(): void }, count: number): void => {
  for (let i = 0; i < count; i++) trainer.step()
}
const size = { width: 16, height: 16 }

describe("features", () => {
  it("know words whatever their case, punctuation and accents, and something of their order and letters", () => {
    expect(featuresOf("Green  APPLE!")).toEqual(featuresOf("green apple"))
    expect(featuresOf("green apple")).not.toEqual(featuresOf("apple green"))
    const shared = (a: string, b: string): number => {
      const other = new Set(featuresOf(b).indices)
      return featuresOf(a).indices.filter((bucket) => other.has(bucket)).length
    }
    expect(shared("strawberry", "strawberries")).toBeGreaterThan(5)
    expect(shared("strawberry", "volcano")).toBe(0)
    expect(featuresOf("").indices).toHaveLength(0)
    expect(featuresOf("a ".repeat(10_000)).indices.length).toBeLessThan(10)
  })
})

describe("training", () => {
  it("learns, repeats bit by bit, and goes on from a checkpoint as if it had never stopped", async () => {
    const whole = createTrainer(set, newTraining(5))
    steps(whole, 20)
    const first = createTrainer(set, newTraining(5))
    steps(first, 12)
    const path = join(folder, "deep", "checkpoint.bin")
    await saveCheckpoint(path, first.state)
    const restored = await loadCheckpoint(path)
    if (!restored) throw new Error("there is no checkpoint")
    const second = createTrainer(set, restored)
    steps(second, 8)
    expect(second.state.steps).toBe(20)
    expect(parametersHash(second.state.parameters)).toBe(parametersHash(whole.state.parameters))
    expect(second.state.loss).toBe(whole.state.loss)
    expect(whole.state.loss).toBeLessThan(0.1)

    const other = createTrainer(set, newTraining(6))
    steps(other, 1)
    expect(parameterDistance(other.state.parameters, whole.state.parameters)).toBeGreaterThan(0.001)
  })

  it("tells a broken checkpoint from none", async () => {
    expect(await loadCheckpoint(join(folder, "none"))).toBeUndefined()
    const path = join(folder, "broken.bin")
    await saveCheckpoint(path, newTraining(1))
    const bytes = await readFile(path)
    bytes[5_000] = (bytes[5_000] ?? 0) ^ 1
    await writeFile(path, bytes)
    await expect(loadCheckpoint(path)).rejects.toThrow(BadCheckpoint)
    await writeFile(path, "something else")
    await expect(loadCheckpoint(path)).rejects.toThrow(BadCheckpoint)
  })

  it("draws what it learned, on the background that was named", () => {
    const trainer = createTrainer(set, newTraining(2))
    steps(trainer, 100)
    const { parameters } = trainer.state
    const icon = infer(parameters, featuresOf("a red disk"))
    const middle = (8 * 16 + 8) * 4
    expect(icon[middle]).toBeGreaterThan(0.6)
    expect(icon[middle + 1]).toBeLessThan(0.45)
    expect(icon[3]).toBeLessThan(0.3)
    expect(icon[iconValues + 3]).toBeLessThan(0.5)
    const [r = 0, , b = 0] = draw(parameters, "red disk on a blue background", 1, size).rgb
    expect(b).toBeGreaterThan(r + 40)
  }, 60_000)
})

describe("parameters", () => {
  it("are one vector that merges, and whose hash is its content's", () => {
    const [a, b] = [initialParameters(1), initialParameters(2)]
    expect(a).toHaveLength(parameterCount)
    expect(parametersHash(a)).toBe(parametersHash(initialParameters(1)))
    expect(parametersHash(a)).not.toBe(parametersHash(b))
    const merged = merge([a, b], [3, 1])
    const last = parameterCount - outputsBack
    expect(merged[last]).toBeCloseTo((3 * (a[last] ?? 0) + (b[last] ?? 0)) / 4, 5)
    expect(parameterDistance(merge([a, a]), a)).toBe(0)
    expect(() => merge([a], [0])).toThrow(RangeError)
    expect(() => infer(new Float32Array(3), featuresOf("x"))).toThrow(RangeError)
  })
  /** Among the painting weights, which are not zero at the start. */
  const outputsBack = 5_000
})

describe("drawing", () => {
  it("gives the same picture for the same seed, and lays it out otherwise for another", () => {
    const parameters: Parameters = initialParameters(3)
    const picture = (seed: number) => draw(parameters, "red disk", seed, size)
    expect(picture(1)).toEqual(picture(1))
    expect(
      new Set([1, 2, 3, 4, 5, 6].map((seed) => Buffer.from(picture(seed).rgb).toString("hex"))).size,
    ).toBe(6)
  })
})

describe("a thread that trains", () => {
  it("reports while the caller goes on, keeps what it learned, and goes on there after a restart", async () => {
    const checkpoint = join(folder, "thread.bin")
    const seen: Omit<TrainingReport, "parameters">[] = []
    const start = (stepsMax: number): Promise<Training> =>
      trainInThread({ seed: 9, stepsMax, checkpoint, reportEveryMs: 1, onProgress: (p) => seen.push(p) })
    const training = await start(3)
    const untrained = training.parameters()
    expect(parametersHash(untrained)).toBe(parametersHash(initialParameters(9)))
    await training.done
    await training.close()
    expect(training.steps()).toBe(3)
    expect(parametersHash(training.parameters())).not.toBe(parametersHash(untrained))
    expect(seen[0]).toMatchObject({ steps: 0, stepsMax: 3, done: false })

    await writeFile(join(folder, "bad.bin"), "no checkpoint")
    const again = await start(4)
    expect(again.steps()).toBe(3)
    expect(parametersHash(again.parameters())).toBe(parametersHash(training.parameters()))
    await again.done
    // Asked to stop in the middle, it keeps what it has.
    await again.close()
    const endless = await start(1_000_000)
    await endless.close()
    const kept = await loadCheckpoint(checkpoint)
    expect(kept?.steps).toBeGreaterThanOrEqual(4)
    expect(kept?.steps).toBeLessThan(1_000_000)
  }, 120_000)
})
