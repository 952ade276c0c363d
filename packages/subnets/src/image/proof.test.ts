/** What a miner has to show for its pictures: a model that it committed to before it was asked. Over real axons and a real dendrite. */
import { type Axon, createAxon } from "@taonet/neuron/axon/axon"
import { systemClock } from "@taonet/neuron/clock"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { seededRandom } from "@taonet/neuron/random"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import type { ImageBackend } from "./backend.ts"
import { embeddedBackend } from "./backends/embedded.ts"
import { iconAt } from "./icons/iconSet.ts"
import { imageRoutes } from "./miner.ts"
import { commitWhileTraining } from "./model/commit.ts"
import {
  initialParameters,
  type Parameters,
  parameterCount,
  parametersHash,
  partsOf,
} from "./model/network.ts"
import { createTrainer, newTraining } from "./model/trainer.ts"
import { retrievalVerifier } from "./scoring/verifier.ts"
import { byHeart, paperBook, permuted, shapeSet } from "./testKit.ts"
import { imageScorer, type PictureMark } from "./validator.ts"

const set = shapeSet()
const verifier = retrievalVerifier(set)
const dendrite = createDendrite({ hotkey: hotkeyFromUri("//Validator") })
const axons: Axon[] = []
/** Some 0.8 of what could be had. */
let trained: Parameters
beforeAll(() => {
  const trainer = createTrainer(set, newTraining(4))
  for (let i = 0; i < 70; i++) trainer.step()
  trained = trainer.state.parameters
}, 60_000)
afterEach(async () => {
  for (const axon of axons.splice(0)) await axon.close()
})
afterAll(() => dendrite.close())

const ss58 = (name: string): string => hotkeyFromUri(name).ss58

async function serve(backend: ImageBackend, name: string) {
  const hotkey = hotkeyFromUri(name)
  const axon = await createAxon({ hotkey, port: 0, routes: imageRoutes(backend) })
  axons.push(axon)
  return { uid: axons.length, hotkey: hotkey.ss58, ip: axon.host, port: axon.port }
}

/** Draws with a model and shows it. */
const standingBy = (parameters: Parameters): ImageBackend =>
  embeddedBackend({ parameters: () => parameters, committed: () => parameters })

/** A validator that knows what stands in the book. Few pictures make models that are alike. */
function judging(book: ReturnType<typeof paperBook>) {
  const scorer = imageScorer({
    verifier,
    book,
    kinBelow: 0.02,
    challengesPerRound: 3,
    secret: "s",
    slotMs: 1e12,
  })
  return async (miner: Awaited<ReturnType<typeof serve>>) => {
    const signal = new AbortController().signal
    const context = { dendrite, random: seededRandom("same"), clock: systemClock, signal }
    const { score, detail } = await scorer(miner, context)
    return { score, marks: detail["answers"] as PictureMark[] }
  }
}

describe("a model that was committed to", () => {
  it("is paid in full for what it draws, ten times what a look-up gets for the very picture", async () => {
    const book = paperBook()
    book.commit(ss58("//Trained"), trained)
    const judge = judging(book)
    const model = await judge(await serve(standingBy(trained), "//Trained"))
    expect(model.marks.map(({ proven }) => proven)).toEqual([true, true, true])
    expect(model.score).toBeGreaterThan(0.6)
    const lookUp = await judge(await serve(byHeart(set), "//LookUp"))
    expect(lookUp.marks.map(({ proven, rank }) => [proven, rank])).toEqual(Array(3).fill([false, 1]))
    expect(lookUp.score).toBeLessThan(0.11)
  })

  it("does not vouch for pictures that it did not draw", async () => {
    const book = paperBook()
    book.commit(ss58("//Mixed"), trained)
    const honest = standingBy(trained)
    const mixed = { ...honest, generate: byHeart(set).generate }
    const { score, marks } = await judging(book)(await serve(mixed, "//Mixed"))
    expect(marks.every(({ proven }) => proven === false)).toBe(true)
    expect(score).toBeLessThan(0.11)
  })

  it("must stand before the prompt is known: one that is made to fit it comes too late", async () => {
    const book = paperBook()
    let fitted = initialParameters(1)
    let made = 0
    book.commit(ss58("//Tailor"), fitted)
    const tailor: ImageBackend = {
      ...embeddedBackend({ parameters: () => fitted, committed: () => fitted }),
      async generate(request, signal) {
        fitted = onlyOf(request.prompt)
        made++
        book.commit(ss58("//Tailor"), fitted)
        return embeddedBackend({ parameters: () => fitted }).generate(request, signal)
      },
    }
    const { score, marks } = await judging(book)(await serve(tailor, "//Tailor"))
    expect(made).toBeGreaterThan(2)
    expect(marks.some(({ rank }) => rank === 1)).toBe(true)
    expect(marks.every(({ proven }) => proven === false)).toBe(true)
    expect(score).toBeLessThan(0.11)
  })

  /** Paints one icon, whatever it is asked. */
  function onlyOf(prompt: string): Parameters {
    const subject = prompt.toLowerCase()
    const index = set.captions.findIndex((caption) =>
      caption.split(" ").every((word) => subject.includes(word)),
    )
    const vector = new Float32Array(parameterCount)
    for (const [i, value] of iconAt(set, Math.max(0, index)).entries())
      partsOf(vector).outputBias[i] = value / 255
    return vector
  }

  it("must be shown as it was committed to", async () => {
    const book = paperBook()
    book.commit(ss58("//Other"), initialParameters(7))
    const { marks } = await judging(book)(await serve(standingBy(trained), "//Other"))
    expect(marks.every(({ proven }) => proven === false)).toBe(true)
  })

  it("may be replaced while a question is under way", async () => {
    const book = paperBook()
    let current = initialParameters(2)
    book.commit(ss58("//Learner"), current)
    const learner: ImageBackend = {
      ...embeddedBackend({ parameters: () => current, committed: () => current }),
      async generate(request, signal) {
        if (current !== trained) book.commit(ss58("//Learner"), trained)
        current = trained
        return embeddedBackend({ parameters: () => current }).generate(request, signal)
      },
    }
    const { marks } = await judging(book)(await serve(learner, "//Learner"))
    expect(marks.map(({ proven }) => proven)).toEqual([true, true, true])
  })
})

describe("a model that is another's", () => {
  it("earns nothing under a later commitment, also with its hidden units in another order; the first keeps all", async () => {
    const book = paperBook()
    const copy = permuted(trained)
    expect(parametersHash(copy)).not.toBe(parametersHash(trained))
    book.commit(ss58("//First"), trained)
    book.commit(ss58("//Copier"), copy)
    const judge = judging(book)
    const [first, copier] = [
      await serve(standingBy(trained), "//First"),
      await serve(standingBy(copy), "//Copier"),
    ]
    // Whoever is seen first.
    await judge(copier)
    const mark = await judge(first)
    const late = await judge(copier)
    expect(mark.marks[0]).toMatchObject({ proven: true, sharers: 1 })
    expect(mark.score).toBeGreaterThan(0.6)
    expect(late.marks.map(({ copyOf, score }) => [copyOf, score])).toEqual(Array(3).fill([first.hotkey, 0]))
  })

  it("costs its owner nothing when another miner passes its pictures on", async () => {
    const book = paperBook()
    book.commit(ss58("//Victim"), trained)
    const judge = judging(book)
    const victim = await serve(standingBy(trained), "//Victim")
    const relay = await serve(embeddedBackend({ parameters: () => trained }), "//Relay")
    const before = await judge(victim)
    const passedOn = await judge(relay)
    expect(passedOn.marks[0]).toMatchObject({ proven: false, sharers: 2 })
    expect(passedOn.score).toBeLessThan(0.06)
    expect((await judge(victim)).score).toBeCloseTo(before.score, 1)
  })
})

describe("committing while training", () => {
  it("stands by what was learned so far, and by the end of it; a refusal is tried again", async () => {
    let steps = 0
    const states = new Map<number, Parameters>()
    const parameters = (): Parameters => {
      const state = states.get(steps) ?? initialParameters(steps)
      states.set(steps, state)
      return state
    }
    const kept: number[] = []
    const events: string[] = []
    let refused = false
    const { committed, done } = commitWhileTraining(
      { hotkey: "5Miner", stepsMax: 10, everyMs: 0, signal: new AbortController().signal },
      {
        training: { parameters, steps: () => steps },
        book: {
          read: async () => [],
          async commit() {
            if (steps === 8 && !refused) {
              refused = true
              throw new Error("the chain is away")
            }
            kept.push(steps)
            if (steps === 8) steps = 9
          },
        },
        log: (event) => {
          events.push(event)
          // Too little has changed for a commitment; the training goes on.
          if (steps === 9) setTimeout(() => (steps = 10))
        },
      },
    )
    expect(committed()).toBeUndefined()
    // Nothing to stand by until something is learned.
    setTimeout(() => (steps = 8))
    await done
    expect(kept).toEqual([8, 10])
    expect(events).toEqual(["model.commitFailed", "model.committed", "model.committed"])
    expect(committed()).toBe(states.get(10))
  })

  it("leaves a commitment alone that stands already", async () => {
    const book = paperBook()
    const parameters = initialParameters(1)
    book.commit("5Miner", parameters)
    const { committed, done } = commitWhileTraining(
      { hotkey: "5Miner", stepsMax: 0, signal: new AbortController().signal },
      {
        training: { parameters: () => parameters, steps: () => 0 },
        book: { read: book.read, commit: () => expect.fail("it stands") },
      },
    )
    await done
    expect(committed()).toBe(parameters)
  })
})
