/** Miners and validator over real axons and a real dendrite. */
import { type Axon, createAxon } from "@taonet/neuron/axon/axon"
import { systemClock } from "@taonet/neuron/clock"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import type { MinerScore } from "@taonet/neuron/loops/runValidator"
import { seededRandom } from "@taonet/neuron/random"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { personalise, scoreOf } from "../template/personal.ts"
import type { ImageBackend } from "./backend.ts"
import { embeddedBackend } from "./backends/embedded.ts"
import { makeImageChallenge } from "./challenge.ts"
import { iconAt, iconSide } from "./icons/iconSet.ts"
import { imageRoutes } from "./miner.ts"
import { initialParameters } from "./model/network.ts"
import { createTrainer, newTraining } from "./model/trainer.ts"
import { blankPicture } from "./pixels/picture.ts"
import { encodePng } from "./pixels/png.ts"
import type { PictureFacts } from "./scoring/score.ts"
import { createTwinWatch } from "./scoring/twins.ts"
import { over, retrievalVerifier } from "./scoring/verifier.ts"
import { imageTemplate } from "./template.ts"
import { byHeart, shapeSet } from "./testKit.ts"
import { imageScorer, type PictureMark } from "./validator.ts"

const set = shapeSet()
const verifier = retrievalVerifier(set)
const dendrite = createDendrite({ hotkey: hotkeyFromUri("//Validator") })
afterAll(() => dendrite.close())
const axons: Axon[] = []
afterEach(async () => {
  for (const axon of axons.splice(0)) await axon.close()
})

async function serve(backend: ImageBackend, name = "//Miner") {
  const hotkey = hotkeyFromUri(name)
  const axon = await createAxon({ hotkey, port: 0, routes: imageRoutes(backend) })
  axons.push(axon)
  return { uid: axons.length, hotkey: hotkey.ss58, ip: axon.host, port: axon.port }
}

const context = (seed: string) => ({
  ...{ dendrite, random: seededRandom(seed), clock: systemClock, signal: new AbortController().signal },
})
const marksOf = ({ detail }: MinerScore) => detail["answers"] as PictureMark[]

/** The mean over some challenges, the same ones for every miner. */
async function challenged(backend: ImageBackend, challengesPerRound = 12): Promise<MinerScore> {
  const scorer = imageScorer({ verifier, challengesPerRound, secret: "s", slotMs: 1e12 })
  return scorer(await serve(backend), context("same"))
}

describe("what is paid", () => {
  const scores = new Map<string, number>()
  beforeAll(async () => {
    const trained = (steps: number): ImageBackend => {
      const trainer = createTrainer(set, newTraining(4))
      for (let i = 0; i < steps; i++) trainer.step()
      return embeddedBackend({ parameters: () => trainer.state.parameters })
    }
    const untrained = initialParameters(4)
    const miners: Record<string, ImageBackend> = {
      well: trained(70),
      little: trained(14),
      not: embeddedBackend({ parameters: () => untrained }),
      wrong: byHeart(set, { gives: (index) => (index + 17) % set.captions.length }),
    }
    for (const [name, backend] of Object.entries(miners)) scores.set(name, (await challenged(backend)).score)
  }, 120_000)

  it("falls from well trained to little trained to untrained to a copied picture of something else", () => {
    const [well = 0, little = 0, not = 0, wrong = 0] = ["well", "little", "not", "wrong"].map((name) =>
      scores.get(name),
    )
    expect(well).toBeGreaterThan(0.75)
    expect(well).toBeGreaterThan(little + 0.1)
    expect(little).toBeGreaterThan(not + 0.05)
    expect(not).toBeGreaterThan(wrong)
    expect(wrong).toBeLessThan(0.15)
  })
})

describe("what is not believed", () => {
  it("knows an honest miner", async () => {
    const honest = await challenged(byHeart(set), 4)
    expect(marksOf(honest)[0]).toMatchObject({ rank: 1, repeated: true, sharers: 1 })
    expect(honest.score).toBeGreaterThan(0.85)
  })

  it("pays less for seeds that do not repeat, and for seeds that change nothing", async () => {
    let calls = 0
    const restless = await challenged(byHeart(set, { variesBy: () => calls++ }), 4)
    expect(marksOf(restless).filter(({ repeated }) => repeated === false)).not.toHaveLength(0)
    const stubborn = await challenged(byHeart(set, { variesBy: () => 1 }), 4)
    expect(marksOf(stubborn).some(({ varied }) => varied === false)).toBe(true)
    expect(marksOf(stubborn).some(({ varied }) => varied === true)).toBe(false)
  })

  it("splits what two names get for the same pictures, and leaves those with a hand of their own alone", async () => {
    const scorer = imageScorer({ verifier, challengesPerRound: 1, secret: "s", slotMs: 1e12 })
    const names = ["//One", "//Two", "//Three"]
    const miners: Awaited<ReturnType<typeof serve>>[] = []
    for (const name of names) {
      const hand = name === "//Three" ? "own" : ""
      miners.push(
        await serve(
          byHeart(set, { hand, variesBy: ({ seed, prompt }, i) => seed + i + prompt.length }),
          name,
        ),
      )
    }
    const round = async () => {
      const marks: (PictureMark | undefined)[] = []
      for (const miner of miners) marks.push(marksOf(await scorer(miner, context(miner.hotkey)))[0])
      return marks.map((mark) => mark?.sharers)
    }
    expect(await round()).toEqual([1, 2, 1])
    // From then on both share, whichever is asked first, also for challenges of their own.
    expect(await round()).toEqual([2, 2, 1])
  })

  it("gives nothing for answers that are none, and goes on", async () => {
    const small = encodePng(blankPicture(32, 32))
    const bad: Record<string, () => Promise<Uint8Array[]>> = {
      small: async () => [small, small],
      text: async () => [Buffer.from("hello"), Buffer.from("hello")],
      failing: async () => {
        throw new Error("out of memory")
      },
    }
    for (const [name, generate] of Object.entries(bad)) {
      const { score, detail } = await challenged({ model: name, generate, close: async () => {} }, 2)
      expect(score).toBe(0)
      expect(detail["answers"]).toHaveLength(2)
      expect((detail["answers"] as PictureMark[])[0]?.failure).toBeDefined()
    }
  })

  it("stops the round when the validator itself fails", async () => {
    const broken = {
      ...verifier,
      judge: () => {
        throw new Error("a bug of ours")
      },
    }
    const scorer = imageScorer({ verifier: broken, challengesPerRound: 1 })
    await expect(scorer(await serve(byHeart(set)), context("x"))).rejects.toThrow("a bug of ours")
  })
})

describe("the verifier", () => {
  const pictureOf = (index: number, mirrored = false) => {
    const rgb = over(iconAt(set, index), [50, 110, 220])
    if (mirrored)
      for (let y = 0; y < iconSide; y++) {
        const row = rgb.slice(y * iconSide * 3, (y + 1) * iconSide * 3)
        for (let x = 0; x < iconSide; x++)
          rgb.set(row.subarray((iconSide - 1 - x) * 3, (iconSide - x) * 3), (y * iconSide + x) * 3)
      }
    return { width: iconSide, height: iconSide, rgb }
  }
  it("finds a picture on any background, mirrored too, and knows the background", () => {
    for (const mirrored of [false, true])
      expect(verifier.judge(pictureOf(3, mirrored), 3)).toEqual({ rank: 1, fidelity: 1, background: "blue" })
    const elsewhere = verifier.judge(pictureOf(3), 20)
    expect(elsewhere).toMatchObject({ rank: set.captions.length, fidelity: 0 })
  })
})

describe("challenges", () => {
  it("are the seed's, never end, and say what was drawn", () => {
    const draw = (seed: string) => {
      const random = seededRandom(seed)
      return Array.from({ length: 200 }, () => makeImageChallenge(random, set.captions))
    }
    expect(draw("a")).toEqual(draw("a"))
    expect(new Set(draw("a").map(({ prompt }) => prompt)).size).toBeGreaterThan(120)
    for (const { color, prompt } of draw("b"))
      if (color) expect(prompt).toMatch(new RegExp(`${color} background$`))
  })
})

describe("the score", () => {
  const definition = imageTemplate(set.captions)
  const score = (facts: PictureFacts) => scoreOf(personalise(definition), facts)
  const best = {
    rank: 1,
    fidelity: 1,
    colorRight: true,
    repeated: true,
    varied: true,
    proven: true,
    elapsedMs: 0,
  }
  it("pays what was recognised first, and takes its part for each fault", () => {
    expect(score(best)).toBe(1)
    expect(score({ ...best, rank: 4 })).toBeCloseTo(0.625)
    expect(score({ ...best, elapsedMs: 60_000 })).toBeCloseTo(0.9)
    expect(score({ ...best, colorRight: false })).toBeCloseTo(0.7)
    expect(score({ ...best, repeated: false, varied: false })).toBeCloseTo(0.4)
    expect(score({ ...best, proven: false })).toBeCloseTo(0.1)
    const unknown = {
      ...best,
      colorRight: undefined,
      repeated: undefined,
      varied: undefined,
      proven: undefined,
    }
    expect(score(unknown)).toBe(1)
  })

  it("is weighed as a validator's file says, which may ask in words of its own", () => {
    const own = personalise(definition, {
      criteria: { fidelity: 0, varied: 1 },
      challenges: { captions: 0, mine: { questions: [{ ask: "a stop light", shows: "red disk" }] } },
    })
    expect(scoreOf(own, { ...best, fidelity: 0 })).toBe(1)
    expect(scoreOf(own, { ...best, varied: false })).toBe(0)
    expect(own.challenges["mine"]?.make(seededRandom("x"))).toEqual({
      ...{ index: set.captions.indexOf("red disk"), prompt: "a stop light", color: undefined },
    })
    const bad = (question: object) => () =>
      personalise(definition, { challenges: { mine: { questions: [question] } } })
    expect(bad({ ask: "x", shows: "a dragon" })).toThrow("knows no")
    expect(bad({ ask: "x", shows: "red disk", background: "mauve" })).toThrow("background")
  })

  it("remembers twins for a while only", () => {
    const watch = createTwinWatch()
    const picture = blankPicture(16, 16)
    const other = { ...picture, rgb: new Uint8Array(768).fill(9) }
    watch.note(1, "a", picture)
    watch.note(1, "b", picture)
    expect([watch.sharers("a"), watch.sharers("c"), watch.has(1, "a"), watch.has(2, "a")]).toEqual([
      2,
      1,
      true,
      false,
    ])
    for (const slot of [2, 3]) {
      watch.note(slot, "a", other)
      watch.note(slot, "b", picture)
    }
    expect(watch.sharers("a")).toBe(1)
  })
})
