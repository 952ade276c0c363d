/** What the image subnet does with miners over epochs. They learn simple shapes rather than icons, so that training takes a second. */
import { seededRandom } from "@taonet/neuron/random"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { chainBook } from "../commitments.ts"
import { netuid, openSubnet, type TestSubnet } from "../epochs.testkit.ts"
import type { ImageBackend } from "./backend.ts"
import { embeddedBackend } from "./backends/embedded.ts"
import { imageMiner } from "./miner.ts"
import { commitWhileTraining } from "./model/commit.ts"
import { fnv1a } from "./model/features.ts"
import { createTrainer, newTraining } from "./model/trainer.ts"
import { retrievalVerifier } from "./scoring/verifier.ts"
import { shapeSet } from "./testKit.ts"
import { imageValidator } from "./validator.ts"

const set = shapeSet()
/** Batches that each learns from; who is not named fails at every prompt. */
const steps: Readonly<Record<string, number>> = { untrained: 0, little: 12, well: 40, better: 150, late: 150 }
const broken: ImageBackend = {
  model: "broken",
  generate: () => Promise.reject(new Error("out of memory")),
  close: async () => {},
}

let subnet: TestSubnet
let judged = 0
beforeAll(async () => {
  subnet = await openSubnet(["broken", "untrained", "little", "well"], ["better", "late"])
}, 60_000)
afterAll(() => subnet?.close())

const serve = (name: string) =>
  subnet.serve(name, async (options, deps) =>
    imageMiner(options, { ...deps, backend: await backendOf(name, options.signal) }),
  )

/** What `name` has learned, and committed to. */
async function backendOf(name: string, signal: AbortSignal): Promise<ImageBackend> {
  const stepsMax = steps[name]
  if (stepsMax === undefined) return broken
  const { step, state } = createTrainer(set, newTraining(fnv1a(name)))
  while (state.steps < stepsMax) step()
  const training = { parameters: () => state.parameters, steps: () => state.steps }
  const { ss58: hotkey } = subnet.hotkeyOf(name)
  const book = chainBook(subnet.chain.client, netuid, subnet.signerOf(name))
  const { committed, done } = commitWhileTraining(
    { hotkey, stepsMax, everyMs: 100, signal },
    { training, book },
  )
  await done
  return embeddedBackend({ parameters: training.parameters, committed })
}

const judge = (rounds: number) =>
  subnet.judge(rounds, (options, deps) =>
    imageValidator(
      // One at a time, so that everybody is asked the same in every run.
      { ...options, concurrency: 1 },
      {
        ...deps,
        random: seededRandom(`judgement ${judged++}`),
        scoring: {
          ...{ verifier: retrievalVerifier(set), book: chainBook(subnet.chain.client, netuid) },
          // Small pictures are soon drawn; models of so few are alike.
          ...{ secret: "epochs", challengesPerRound: 6, side: 16, kinBelow: 0.02 },
        },
      },
    ),
  )

/** Some 4 s each on a quiet machine. */
const patience = 180_000

describe("miners over epochs", { timeout: patience }, () => {
  it("are paid in the order of what they have learned; what does not work earns nothing", async () => {
    await Promise.all(["broken", "untrained", "little", "well"].map(serve))
    await judge(4)
    const { well = 0, little = 0, untrained = 1, broken } = await subnet.incentives()
    expect(well).toBeGreaterThan(little + 0.2)
    expect(little).toBeGreaterThan(untrained + 0.02)
    expect(untrained).toBeLessThan(well / 10)
    expect(broken).toBe(0)
  })

  it("are overtaken by a better one that joins later", async () => {
    await subnet.join("better")
    await serve("better")
    await judge(4)
    const { better = 0, well = 1, little = 0, broken } = await subnet.incentives()
    expect(better).toBeGreaterThan(well + 0.05)
    expect(well).toBeGreaterThan(little + 0.1)
    expect(broken).toBe(0)
  })

  it("lose their place when they are broken and the subnet is full", async () => {
    await subnet.joinWhenFull("late", "broken")
    // The place is worth something again.
    await serve("late")
    await judge(4)
    const { late = 0, better = 0, well = 1 } = await subnet.incentives()
    expect(late).toBeGreaterThan(well)
    expect(Math.abs(late - better)).toBeLessThan(0.1)
  })
})
