import { seededRandom } from "@taonet/neuron/random"
import { describe, expect, it } from "vitest"
import { makeChallenge } from "../challenge.ts"
import { buildCorpus, questionText } from "../corpus/corpus.ts"
import { trainNgram } from "../ngram/model.ts"
import type { Task } from "../tasks/task.ts"
import { fakeAnswer, fakeAuditor } from "../testKit.ts"
import { type Auditor, auditAnswer, ngramAuditor } from "./audit.ts"
import { isRight } from "./exact.ts"
import { scoreAnswer } from "./score.ts"

const task: Task = {
  kind: "home",
  question: "Emma was born in Rome. Emma now lives in New Delhi. Where does Emma live now?",
  expected: ["New Delhi"],
  forbidden: ["Rome"],
}

describe("exact answers", () => {
  it.each<[string, boolean]>([
    ["Emma lives in New Delhi.", true],
    ["new delhi!", true],
    ["Emma lives in NewDelhi", false],
    ["Delhi, New", false],
    ["Rome or New Delhi", false],
    ["Romeo lives in New Delhi", true],
    ["", false],
    [task.question, false],
    [`${task.question.replace("Rome", "")} New Delhi`, false],
  ])("%j is %s", (answer, right) => {
    expect(isRight(task, answer)).toBe(right)
  })

  it("draws the same challenge from the same seed, and ever new ones from a stream", () => {
    expect(makeChallenge(seededRandom("a"), "model")).toEqual(makeChallenge(seededRandom("a"), "model"))
    const random = seededRandom("many")
    const challenges = Array.from({ length: 300 }, () => makeChallenge(random, "model"))
    expect(new Set(challenges.map(({ task }) => task.question)).size).toBeGreaterThan(200)
    for (const { task } of challenges) {
      // An answer that holds the expected words is right, and the question itself never is.
      expect(isRight(task, `It is ${task.expected[0]}.`)).toBe(true)
      if (task.question.split(" ").length > 10) expect(isRight(task, task.question)).toBe(false)
    }
  })
})

describe("audit", () => {
  const messages = [
    { role: "user", content: "The door code is 4711. Please tell me the door code." },
  ] as const
  const own = fakeAnswer(messages[0].content)
  const audit = (text: string, finishReason: "stop" | "length" = "stop", maxTokens = 24) =>
    auditAnswer(
      fakeAuditor(),
      messages,
      { text, tokenIds: undefined, finishReason },
      maxTokens,
      seededRandom("audit"),
    )

  it("agrees with its own answer, less with a changed one, least with another", async () => {
    expect((await audit(own)).agreement).toBe(1)
    const changed = (await audit(own.replace("4711", "1234"))).agreement
    expect(changed).toBeGreaterThan(0.5)
    expect(changed).toBeLessThan(0.9)
    expect((await audit("Bananas grow fast")).agreement).toBeLessThan(0.1)
    expect((await audit("")).agreement).toBe(0)
  })

  it("wants a finished answer to end where it should, and believes a limit only when it was used", async () => {
    const half = own.split(" ").slice(0, 3).join(" ")
    const early = (await audit(half)).agreement
    expect(early).toBeLessThan(0.8)
    expect((await audit(half, "length")).agreement).toBe(early)
    expect((await audit(half, "length", 3)).agreement).toBe(1)
  })

  it("looks at no more than a dozen positions and the end, chosen by the seed", async () => {
    const asked: number[][] = []
    const spy: Auditor = {
      name: "spy",
      tokens: () => Array.from({ length: 100 }, (_, at) => at),
      odds: async (_, __, positions) => {
        asked.push([...positions])
        return positions.map(() => ({ logprob: -1, topLogprob: -1 }))
      },
    }
    const answer = { text: "x", tokenIds: undefined, finishReason: "stop" } as const
    for (const seed of ["a", "b", "a"]) await auditAnswer(spy, messages, answer, 24, seededRandom(seed))
    expect(asked[0]).toHaveLength(13)
    expect(new Set(asked[0]).size).toBe(13)
    expect(asked[0]?.at(-1)).toBe(100)
    expect(asked[1]).not.toEqual(asked[0])
    expect(asked[2]).toEqual(asked[0])
  })

  it("works with the n-gram model where there is no other", async () => {
    const auditor = ngramAuditor(trainNgram(buildCorpus()))
    const question = [{ role: "user", content: "What is the capital of Italy?" }] as const
    const agreement = async (text: string) =>
      (
        await auditAnswer(
          auditor,
          question,
          { text, tokenIds: [1, 2], finishReason: "stop" },
          24,
          seededRandom("n"),
        )
      ).agreement
    expect(await agreement("The capital of Italy is Rome.")).toBeGreaterThan(0.95)
    expect(await agreement("The capital of")).toBeLessThan(0.8)
    expect(await agreement("xqzj wvkp ŝŝŝ")).toBeLessThan(0.3)
    expect(questionText("a\nb")).toBe("Q: a b\nA: ")
  })
})

describe("score", () => {
  it("pays quality first, and speed only as a share of it", () => {
    const best = scoreAnswer({ right: true, agreement: 1, elapsedMs: 0 })
    expect(best).toBe(1)
    expect(scoreAnswer({ right: true, agreement: 1, elapsedMs: 60_000 })).toBeCloseTo(0.9)
    expect(scoreAnswer({ right: false, agreement: 0, elapsedMs: 0 })).toBe(0)
    const slowRight = scoreAnswer({ right: true, agreement: 0.5, elapsedMs: 60_000 })
    expect(slowRight).toBeGreaterThan(scoreAnswer({ right: false, agreement: 1, elapsedMs: 0 }))
  })
})
