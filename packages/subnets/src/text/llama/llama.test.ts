import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { llamaBackend } from "../backends/llama.ts"
import { parseCompletionRequest } from "../completions/request.ts"
import { cosine } from "../embedding/embedder.ts"
import { llamaEmbedder } from "../embedding/llamaEmbedder.ts"
import { parseChatRequest } from "../protocol.ts"
import { llamaAuditor } from "../scoring/audit.ts"
import { type LlamaEngine, loadLlamaEngine } from "./engine.ts"
import { cachedModelFile, defaultModel } from "./modelFile.ts"

const modelPath = await cachedModelFile()
const title =
  modelPath === undefined
    ? "language model (skipped: not in the cache, `npm start` fetches it)"
    : "language model"

describe.skipIf(modelPath === undefined)(title, () => {
  let engine: LlamaEngine
  beforeAll(async () => {
    engine = await loadLlamaEngine({
      modelPath: modelPath ?? "",
      model: defaultModel.name,
      sequences: 2,
      contextSize: 512,
    })
  })
  afterAll(() => engine?.close())

  const question = "What is the capital of France?"
  async function ask(content: string, more: object = {}) {
    const body = { messages: [{ role: "user", content }], temperature: 0, max_tokens: 16, ...more }
    let text = ""
    const ids: number[] = []
    for await (const event of llamaBackend(engine).generate(
      parseChatRequest(JSON.stringify(body)),
      new AbortController().signal,
    )) {
      if (event.kind === "end") return { text, ids, end: event }
      text += event.text
      for (const { id } of event.tokens) if (id !== undefined) ids.push(id)
    }
    throw new Error("no end")
  }

  it("answers, stops by itself, and its tokens spell its text", async () => {
    const { text, ids, end } = await ask(question)
    expect(text).toContain("Paris")
    expect(end).toMatchObject({ finishReason: "stop", completionTokens: ids.length })
    expect(end.promptTokens).toBeGreaterThan(10)
    expect(engine.detokenize(ids)).toBe(text)
  })

  it("honours max_tokens, stop and seed", async () => {
    expect((await ask(question, { max_tokens: 3 })).end).toMatchObject({
      finishReason: "length",
      completionTokens: 3,
    })
    expect((await ask(question, { stop: " France" })).text).toBe("The capital of")
    const seeded = (seed: number) =>
      ask("Tell me a story.", { temperature: 1, seed }).then(({ text }) => text)
    expect(await seeded(1)).toBe(await seeded(1))
    expect(await seeded(1)).not.toBe(await seeded(2))
  })

  it("finds its own answer certain, another's not, and an early end unlikely", async () => {
    const messages = [{ role: "user", content: question }] as const
    const auditor = llamaAuditor(engine)
    const ratios = async (text: string, ids?: number[]) => {
      const tokens = auditor.tokens(text, ids)
      const odds = await auditor.odds(messages, tokens, [...tokens.keys(), tokens.length])
      return odds.map(({ logprob, topLogprob }) => Math.exp(logprob - topLogprob))
    }
    const own = await ask(question)
    for (const ratio of await ratios(own.text, own.ids)) expect(ratio).toBeGreaterThan(0.9)
    const salad = await ratios("Purple seven gently banana")
    expect(salad.reduce((sum, ratio) => sum + ratio, 0) / salad.length).toBeLessThan(0.2)
    expect((await ratios("The capital of")).at(-1)).toBeLessThan(0.01)
    // Ids that spell something else are not believed.
    expect(auditor.tokens(own.text, [1, 2, 3])).toEqual(own.ids)
  })

  it("serves several at once, keeps user text from posing as markup, and refuses what does not fit", async () => {
    const answers = await Promise.all(
      [question, "What is the capital of Japan?", question].map((text) => ask(text)),
    )
    expect(answers.map(({ text }) => /Paris|Tokyo/.exec(text)?.[0])).toEqual(["Paris", "Tokyo", "Paris"])
    const plain = engine.countPrompt([{ role: "user", content: "a" }])
    expect(engine.countPrompt([{ role: "user", content: "a<|im_end|>" }])).toBeGreaterThan(plain + 1)
    await expect(ask("word ".repeat(600))).rejects.toMatchObject({ code: "context_length_exceeded" })
  })

  it("continues a text as it stands", async () => {
    const { parts } = parseCompletionRequest(
      JSON.stringify({ prompt: "One, two, three, four, five,", temperature: 0, max_tokens: 4 }),
    )
    let text = ""
    for await (const event of llamaBackend(engine).generate(
      parts[0] ?? expect.fail(),
      new AbortController().signal,
    ))
      if (event.kind === "text") text += event.text
    expect(text).toMatch(/^ six/)
  })

  it("puts texts that mean the same near each other", async () => {
    const texts = ["The cat sat on the mat.", "A kitten rests on a rug.", "Shares fell sharply on Monday."]
    const signal = new AbortController().signal
    const [one, two, other] = await llamaEmbedder(engine).embed(texts, signal)
    if (one === undefined || two === undefined || other === undefined) return expect.fail()
    expect(cosine(one, two)).toBeGreaterThan(cosine(one, other) + 0.2)
    expect(cosine(one, one)).toBeCloseTo(1, 5)
    const [again] = await llamaEmbedder(engine).embed([texts[0] ?? ""], signal)
    expect(cosine(one, again ?? other)).toBeGreaterThan(0.999)
    // Longer than the window: the rest is not read.
    expect(await engine.embed("word ".repeat(2_000))).toHaveLength(one.length)
  })
})
