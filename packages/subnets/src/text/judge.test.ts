import { seededRandom } from "@taonet/neuron/random"
import { describe, expect, it } from "vitest"
import { personalise } from "../template/personal.ts"
import { modelJudge } from "./judge.ts"
import { textTemplate } from "./template.ts"
import { fakeAnswer, fakeAuditor } from "./testKit.ts"
import { type AnswerMark, textScorer } from "./validator.ts"

const task = { kind: "own", question: "Why?", expected: ["because"], forbidden: [] }

/** An OpenAI-compatible server that says one thing, and keeps what it was asked. */
function server(text: string) {
  const asked: string[] = []
  const fetch = async (_url: unknown, init?: { body?: unknown }): Promise<Response> => {
    asked.push(String(init?.body))
    const chunk = { choices: [{ index: 0, delta: { content: text }, finish_reason: "stop" }] }
    return new Response(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`, {
      headers: { "content-type": "text/event-stream" },
    })
  }
  return {
    asked,
    judge: modelJudge({ baseUrl: "http://judge/v1", model: "m", fetch: fetch as typeof globalThis.fetch }),
  }
}

describe("a model as judge", () => {
  it("takes the first number as a mark out of ten", async () => {
    const { judge, asked } = server("Mark: 7/10")
    expect(await judge(task, 'because "so"')).toBe(0.7)
    // The answer is quoted, so that it can not end its own quotation and mark itself.
    expect(asked[0]).toContain(JSON.stringify(JSON.stringify('because "so"')).slice(1, -1))
  })

  it.each(["excellent", "42", ""])("fails, and marks nobody, when the judge says %j", async (text) => {
    await expect(server(text).judge(task, "x")).rejects.toMatchObject({ code: "JudgeFailed" })
  })
})

describe("a validator's own template", () => {
  const dendrite = {
    request: async (_: unknown, { body }: { body?: unknown }) => {
      const question = (body as { messages: { content: string }[] }).messages.at(-1)?.content ?? ""
      const content = question === "Why?" ? "I think because." : fakeAnswer(question)
      const json = () => ({ choices: [{ message: { content }, finish_reason: "stop" }] })
      return { status: 200, headers: {}, body: new Uint8Array(), json, evidence: undefined, elapsedMs: 10 }
    },
    stream: () => Promise.reject(new Error("nothing streams")),
  }
  const clock = { unixNanoseconds: () => 0n, milliseconds: () => 0, sleep: async () => {} }
  const miner = { uid: 1, hotkey: "m", ip: "10.0.0.1", port: 1 }
  const context = { dendrite, random: seededRandom("own"), clock, signal: new AbortController().signal }
  const file = {
    criteria: { right: 1, agreement: 0, judge: 1, speed: 0 },
    challenges: { reading: 0, facts: 0, mine: { questions: [{ ask: "Why?", expect: ["because"] }] } },
    judge: { module: "./judge.mjs" },
    settings: { challengesPerRound: 3 },
  }
  const scorer = (judge: () => Promise<number>) =>
    textScorer({
      auditor: fakeAuditor(),
      mix: "model",
      template: personalise(textTemplate("model"), file, { module: judge }),
    })

  it("decides questions, marks and their number", async () => {
    const { score, detail } = await scorer(async () => 0.5)(miner, context)
    expect(score).toBe(0.75)
    const answers = detail["answers"] as AnswerMark[]
    expect(answers).toHaveLength(3)
    expect(answers[0]).toMatchObject({ kind: "own", right: true, judged: 0.5, score: 0.75 })
  })

  it("blames no miner for a judge that fails or gives no mark", async () => {
    await expect(scorer(() => Promise.reject(new Error("away")))(miner, context)).rejects.toThrow("away")
    await expect(scorer(async () => 7)(miner, context)).rejects.toThrow(RangeError)
  })
})
