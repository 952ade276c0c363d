import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createDevChain } from "@taonet/dev"
import { createAxon } from "@taonet/neuron/axon/axon"
import type { NeuronInfo } from "@taonet/neuron/chain"
import { systemClock } from "@taonet/neuron/clock"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { randomInt, seededRandom } from "@taonet/neuron/random"
import { burnedRegister } from "@taonet/sdk/index"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { type Commitment, chainBook, digestOf } from "../../commitments.ts"
import { merge, toBytes } from "../../flatVector.ts"
import { trainNgram } from "../ngram/model.ts"
import { parseChatRequest } from "../protocol.ts"
import { isRight } from "../scoring/exact.ts"
import { factTasks } from "../tasks/facts.ts"
import { alphabetSize, decodeText, encodeText } from "./alphabet.ts"
import { trainedBackend } from "./backend.ts"
import { loadCheckpoint } from "./checkpoint.ts"
import { type Entry, judge } from "./contest.ts"
import { learn, learnPiece } from "./learn.ts"
import { runTraining, trainingRoutes } from "./miner.ts"
import { bitsPerCharacter, emptyParameters, predict } from "./model.ts"
import { readText } from "./reading.ts"
import { trainingScorer } from "./scorer.ts"
import { corpusSource, madeUpSource } from "./source.ts"
import { createTraining, type Training } from "./training.ts"
import { modelFrom, relativeDistance } from "./vector.ts"

const length = 1 << 16
const never = new AbortController().signal
const heldOut = encodeText(madeUpSource.draw("held out", 3_000))
const trained = async (seed: string, steps: number): Promise<Training> => {
  const training = await createTraining({ seed, length, charactersPerStep: 4_000 })
  await training.run(steps, never)
  return training
}

let good: Training
let poor: Training
beforeAll(async () => {
  good = await trained("good", 12)
  poor = await trained("poor", 2)
}, 60_000)

describe("model", () => {
  it("is a vector that knows nothing before it learns", () => {
    expect(bitsPerCharacter(emptyParameters(length), heldOut)).toBeCloseTo(Math.log2(alphabetSize), 6)
    expect(() => emptyParameters(3)).toThrow(RangeError)
    expect(() => emptyParameters(1 << 23)).toThrow(RangeError)
  })

  it("gives odds that add up to 1, and none to vectors that hold no numbers", () => {
    const odds = new Float64Array(alphabetSize)
    const reading = readText(heldOut, length)
    while (reading.at < 100) reading.advance()
    predict(good.parameters, reading, odds)
    expect(odds.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
    const broken = good.parameters.map(() => Number.NaN)
    expect(bitsPerCharacter(broken, heldOut)).toBe(Number.POSITIVE_INFINITY)
  })

  it("learns from what it reads", () => {
    expect(bitsPerCharacter(good.parameters, heldOut)).toBeLessThan(
      bitsPerCharacter(poor.parameters, heldOut) - 0.3,
    )
  })

  it("knows what the same text said before, with the same weights", () => {
    const random = seededRandom("letters")
    const letters = Uint8Array.from({ length: 300 }, () => 66 + randomInt(random, 26))
    const before = toBytes(good.parameters)
    const once = bitsPerCharacter(good.parameters, letters)
    const again = bitsPerCharacter(good.parameters, Uint8Array.of(...letters, ...letters), letters.length)
    expect(again).toBeLessThan(once - 2)
    expect(toBytes(good.parameters)).toEqual(before)
  })

  it("goes on from a reading as from the beginning", () => {
    const [whole, pieces] = [1, 2].map(() => ({
      parameters: emptyParameters(1 << 12),
      moved: new Float32Array(1 << 12),
    }))
    const bits = learn(whole ?? expect.fail(), heldOut)
    const reading = readText(heldOut, 1 << 12)
    let sum = 0
    for (const to of [1, 700, heldOut.length])
      sum += learnPiece(pieces ?? expect.fail(), reading, heldOut, { to })
    expect(sum / heldOut.length).toBeCloseTo(bits, 9)
    expect(pieces?.parameters).toEqual(whole?.parameters)
  })

  it("beats the order-5 n-gram that read the same", async () => {
    const reader = await createTraining({ seed: "reader", charactersPerStep: 10_000 })
    await reader.run(6, never)
    const read = Array.from({ length: 6 }, (_, step) => madeUpSource.draw(`reader ${step}`, 10_000)).join("")
    const shown = heldOut.subarray(0, 1_000)
    const bar = trainNgram(read, 5).bitsPerCharacter(decodeText(shown))
    expect(bitsPerCharacter(reader.parameters, shown)).toBeLessThan(0.9 * bar)
  })

  it("can be written, read, compared and merged", async () => {
    expect(modelFrom(toBytes(good.parameters))).toEqual(good.parameters)
    expect([modelFrom(new Uint8Array(4)), modelFrom(new Uint8Array(3))]).toEqual([undefined, undefined])
    expect(relativeDistance(good.parameters, good.parameters)).toBe(0)
    expect(relativeDistance(good.parameters, poor.parameters)).toBeGreaterThan(0.3)
    expect(relativeDistance(good.parameters, emptyParameters(1 << 12))).toBe(Number.POSITIVE_INFINITY)
    expect(merge([Float32Array.of(1, 2), Float32Array.of(3, 6)], [3, 1])).toEqual(Float32Array.of(1.5, 3))
    expect(() => merge([Float32Array.of(1), Float32Array.of(1, 2)])).toThrow(RangeError)
    const other = await trained("other", 12)
    const both = merge([good.parameters, other.parameters])
    const bits = [both, other.parameters, good.parameters].map((each) => bitsPerCharacter(each, heldOut))
    // Two that learned apart are better together.
    expect(Math.min(...bits)).toBe(bits[0])
  })
})

describe("texts", () => {
  it("follow from their seed alone, and are of the length asked for", () => {
    expect(madeUpSource.draw("a", 500)).toBe(madeUpSource.draw("a", 700).slice(0, 500))
    expect(madeUpSource.draw("a", 500)).not.toBe(madeUpSource.draw("b", 500))
    const own = corpusSource("one two three four five six seven eight nine ten ", 10)
    expect(own.draw("x", 25)).toHaveLength(25)
    expect(() => corpusSource("short", 10)).toThrow(RangeError)
  })
  it("hold nothing that the alphabet lacks", () => {
    const text = madeUpSource.draw("c", 20_000)
    expect(decodeText(encodeText(text))).toBe(text)
    expect(decodeText(encodeText("é\t~\n"))).toBe("??~\n")
  })
})

describe("training", () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "taonet-training-"))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it("goes on after a restart as if there had been none", async () => {
    const options = { seed: "s", length: 1 << 12, charactersPerStep: 500, saveEverySteps: 1 }
    const whole = await createTraining(options)
    await whole.run(4, never)
    const checkpoint = join(folder, "a", "training.bin")
    const seen: number[] = []
    const onProgress = ({ steps }: { steps: number }) => void seen.push(steps)
    const first = await createTraining({ ...options, checkpoint, onProgress })
    await first.run(2, never)
    await first.commit({ parameters: first.parameters.slice(), bits: 3 })
    const second = await createTraining({ ...options, checkpoint, onProgress })
    expect(second.committed()).toEqual({ parameters: first.parameters, bits: 3 })
    await second.run(4, never)
    expect(second.parameters).toEqual(whole.parameters)
    expect(seen).toEqual([1, 2, 3, 4])
  })

  it("tells a damaged file from none", async () => {
    const path = join(folder, "b.bin")
    expect(await loadCheckpoint(path)).toBeUndefined()
    const training = await createTraining({
      seed: "s",
      length: 1 << 12,
      charactersPerStep: 100,
      checkpoint: path,
    })
    await training.run(1, never)
    const file = await readFile(path)
    file[file.length >> 1] = (file[file.length >> 1] ?? 0) ^ 1
    await writeFile(path, file)
    await expect(loadCheckpoint(path)).rejects.toMatchObject({ code: "BadCheckpoint" })
    await writeFile(path, "x")
    await expect(loadCheckpoint(path)).rejects.toMatchObject({ code: "BadCheckpoint" })
  })

  it("makes a miner better while it serves", async () => {
    const training = await createTraining({ seed: "serving", length: 1 << 18 })
    const backend = trainedBackend(training.parameters)
    const rightOf = async (): Promise<number> => {
      const random = seededRandom("facts")
      let right = 0
      for (let i = 0; i < 40; i++) {
        const task = (factTasks["capital"] ?? expect.fail())(random)
        const body = { messages: [{ role: "user", content: task.question }], temperature: 0, max_tokens: 24 }
        let text = ""
        for await (const event of backend.generate(parseChatRequest(JSON.stringify(body)), never))
          if (event.kind === "text") text += event.text
        if (isRight(task, text)) right++
      }
      return right
    }
    expect(await rightOf()).toBe(0)
    // Asked in mid-training: both have their turns.
    const running = training.run(10, never)
    await rightOf()
    await running
    expect(await rightOf()).toBeGreaterThan(20)
  })
})

describe("marks", () => {
  const vector = (...numbers: number[]) => Float32Array.from(numbers)
  const entry = (hotkey: string, block: number, bits: number, parameters: Float32Array): Entry => ({
    ...{ hotkey, block, bits, parameters },
  })
  const scores = (entries: Entry[]) =>
    Object.fromEntries([...judge(entries, { bar: 2 })].map(([hotkey, { score }]) => [hotkey, score]))
  const a = entry("a", 1, 1, vector(1, 0))

  it("pay the best most, by how close others come, and nothing above the bar", () => {
    const found = scores([a, entry("b", 1, 1.1, vector(0, 1)), entry("c", 1, 2, vector(-1, 0))])
    expect(found).toEqual({ a: 1, b: expect.closeTo(0.5, 6), c: 0 })
  })
  it("give a copy nothing, with noise too, and whatever it says about when it came first", () => {
    const copies = [entry("b", 2, 1, vector(1, 0)), entry("c", 3, 0.999, vector(1, 0.01))]
    expect(scores([...copies, a])).toEqual({ a: 1, b: 0, c: 0 })
    expect(judge([a, ...copies], { bar: 2 }).get("b")).toMatchObject({ copyOf: "a" })
  })
  it("give a tenth to who came later and is no better, and all to who is", () => {
    expect(scores([a, entry("b", 2, 0.995, vector(0, 1))])["b"]).toBe(0.1)
    expect(scores([a, entry("b", 2, 0.9, vector(0, 1))])).toEqual({ a: expect.closeTo(0.463, 3), b: 1 })
  })
  it("give nothing to a model that is no number, and none where there is nobody", () => {
    const infinite = entry("b", 1, Number.POSITIVE_INFINITY, vector(0, 1))
    expect(scores([a, infinite])).toEqual({ a: 1, b: 0 })
    expect(scores([infinite])).toEqual({ b: 0 })
    expect(judge([], { bar: 2 }).size).toBe(0)
  })
})

describe("contest", () => {
  const closers: (() => unknown)[] = []
  afterEach(async () => {
    for (const close of closers.splice(0)) await close()
  })

  interface Contestant {
    readonly block: number
    /** What it committed to; what it serves, where that is something else. */
    readonly parameters: Float32Array
    readonly serves?: Float32Array
    /** Repeats a digest that it has seen. */
    readonly digest?: string
  }

  async function play(contestants: Readonly<Record<string, Contestant>>) {
    const commitments: Commitment[] = []
    const neurons: NeuronInfo[] = []
    for (const [uid, [name, each]] of Object.entries(contestants).entries()) {
      const hotkey = hotkeyFromUri(`//${name}`)
      const { block, parameters, serves = parameters } = each
      const digest = each.digest ?? digestOf(hotkey.ss58, toBytes(parameters))
      commitments.push({ hotkey: hotkey.ss58, block, digest })
      const shown = { committed: () => ({ parameters: serves, bits: 1 }) } as Training
      const axon = await createAxon({ hotkey, routes: trainingRoutes(shown), drainMs: 50 })
      closers.push(() => axon.close())
      const where = { ip: axon.host, port: axon.port, protocol: 4 }
      neurons.push({ ...idle, uid, hotkey: hotkey.ss58, axon: where })
    }
    const dendrite = createDendrite({ hotkey: hotkeyFromUri("//Validator") })
    closers.unshift(() => dendrite.close())
    let read = 0
    const score = trainingScorer({
      netuid: 1,
      book: {
        read: async () => {
          read++
          return commitments
        },
        blockHash: async (number) => `0x${number}`,
        blockNumber: async () => 257,
      },
      chain: { subnetView: async () => ({ netuid: 1, block: 257, tempo: 10, neurons }) },
      ...{ characters: 1_000, barCharacters: 5_000 },
    })
    const context = { dendrite, random: seededRandom("x"), clock: systemClock, signal: never }
    const marks: Record<string, { score: number; detail: Readonly<Record<string, unknown>> }> = {}
    for (const [at, name] of Object.keys(contestants).entries())
      marks[name] = await score({ ...neurons[at]!, ...neurons[at]!.axon! }, context)
    expect(read).toBe(1)
    return marks
  }
  const idle = {
    ...{ coldkey: "", stake: 0n, incentive: 0, dividends: 0, consensus: 0, emission: 0n },
    ...{ validatorPermit: false, active: true, lastUpdate: 0 },
  }

  it("orders models by how well they predict a text that a later block drew; cheats earn nothing", async () => {
    const better = good.parameters
    const noisy = better.map((value, at) => value * (1 + 0.02 * Math.sin(at)))
    const seen = digestOf(hotkeyFromUri("//Good").ss58, toBytes(better))
    const marks = await play({
      Good: { block: 10, parameters: better },
      Poor: { block: 5, parameters: poor.parameters },
      Copy: { block: 11, parameters: better },
      Noisy: { block: 12, parameters: noisy },
      Repeats: { block: 10, parameters: better, digest: seen },
      Swaps: { block: 10, parameters: poor.parameters, serves: better },
      Late: { block: 200, parameters: better },
      Empty: { block: 1, parameters: emptyParameters(length) },
      Huge: { block: 1, parameters: emptyParameters(1 << 19) },
    })
    expect(marks["Good"]).toMatchObject({ score: 1, detail: { drawn: 200 } })
    expect(marks["Poor"]?.score).toBeLessThan(0.5)
    expect(marks["Copy"]).toMatchObject({ score: 0, detail: { copyOf: hotkeyFromUri("//Good").ss58 } })
    expect(marks["Noisy"]).toMatchObject({ score: 0, detail: { copyOf: expect.any(String) } })
    expect(marks["Repeats"]).toMatchObject({ score: 0, detail: { failure: "OtherThanCommitted" } })
    expect(marks["Swaps"]).toMatchObject({ score: 0, detail: { failure: "OtherThanCommitted" } })
    expect(marks["Late"]).toMatchObject({ score: 0, detail: { failure: "TooLate" } })
    expect(marks["Empty"]?.score).toBe(0)
    expect(marks["Huge"]).toMatchObject({ score: 0, detail: { failure: expect.any(String) } })
  })

  it("goes by what was committed before the text was drawn when a miner commits again too late", async () => {
    const hotkey = hotkeyFromUri("//Eager")
    const shown = { committed: () => ({ parameters: poor.parameters, bits: 1 }) } as Training
    const axon = await createAxon({ hotkey, routes: trainingRoutes(shown), drainMs: 50 })
    closers.push(() => axon.close())
    const dendrite = createDendrite({ hotkey: hotkeyFromUri("//Validator") })
    closers.unshift(() => dendrite.close())
    const where = { ip: axon.host, port: axon.port, protocol: 4 }
    const neurons = [{ ...idle, uid: 1, hotkey: hotkey.ss58, axon: where }]
    let now = 150
    let committed = {
      hotkey: hotkey.ss58,
      block: 10,
      digest: digestOf(hotkey.ss58, toBytes(poor.parameters)),
    }
    const score = trainingScorer({
      netuid: 1,
      book: {
        read: async () => [committed],
        blockHash: async (number) => `0x${number}`,
        blockNumber: async () => now,
      },
      chain: { subnetView: async () => ({ netuid: 1, block: now, tempo: 10, neurons }) },
      ...{ characters: 300, barCharacters: 100 },
    })
    const context = { dendrite, random: seededRandom("x"), clock: systemClock, signal: never }
    const mark = () => score({ uid: 1, hotkey: hotkey.ss58, ...where }, context)
    expect((await mark()).detail).toMatchObject({ drawn: 100, bits: expect.any(Number) })
    committed = { ...committed, block: 205, digest: "00" }
    now = 210
    expect((await mark()).detail).toMatchObject({ drawn: 200, bits: expect.any(Number) })
    now = 310
    expect((await mark()).detail).toMatchObject({ drawn: 300, failure: "OtherThanCommitted" })
  })

  it("keeps its commitments on a chain, where a miner commits only when it got better", async () => {
    await using chain = await createDevChain({ scenario: "one-subnet" })
    const netuid = 2
    await burnedRegister(chain.client, chain.signer("Bob"), { netuid, hotkey: chain.hotkey("Bob") })
    const signer = chain.signer("Bob_hk")
    const book = chainBook(chain.client, netuid, signer)
    const training = await createTraining({ seed: "chain", length: 1 << 12, charactersPerStep: 500 })
    const options = { hotkey: signer.ss58, stepsMax: 2, commitEverySteps: 1, retryMs: 1, signal: never }
    let refusals = 0
    const refusing = {
      // Refuses until all is learned, and once more.
      commit: (digest: string) =>
        ++refusals < 4 ? Promise.reject(new Error("the chain is away")) : book.commit(digest),
    }
    await runTraining(options, { training, book: refusing })
    expect(refusals).toBe(4)
    const [first, ...others] = await book.read()
    expect(others).toEqual([])
    const committed = training.committed() ?? expect.fail()
    expect(first).toMatchObject({
      hotkey: signer.ss58,
      digest: digestOf(signer.ss58, toBytes(committed.parameters)),
    })
    expect(first?.block).toBe(await book.blockNumber())
    expect(await book.blockHash(1)).toMatch(/^0x[0-9a-f]{64}$/)
    // One whose measure did not move commits nothing.
    const same = { ...training, measure: () => committed.bits }
    await runTraining({ ...options, stepsMax: 3 }, { training: same, book })
    expect((await book.read())[0]?.block).toBe(first?.block)
    await expect(book.blockHash(10_000)).rejects.toThrow(RangeError)
    await expect(chainBook(chain.client, netuid).commit(first?.digest ?? "")).rejects.toThrow(TypeError)
  })
})
