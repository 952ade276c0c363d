/** Completions, embeddings and synapses of a text axon, over real sockets. */
import { createAxon } from "@taonet/neuron/axon/axon"
import { systemClock } from "@taonet/neuron/clock"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { seededRandom } from "@taonet/neuron/random"
import { afterEach, describe, expect, it } from "vitest"
import type { TextBackend } from "./backend.ts"
import { ngramBackend } from "./backends/ngram.ts"
import { contests } from "./contests.ts"
import { buildCorpus } from "./corpus/corpus.ts"
import { embeddingScorer } from "./embedding/audit.ts"
import { cosine, type Embedder } from "./embedding/embedder.ts"
import { lexicalEmbedder, lexicalModel } from "./embedding/lexical.ts"
import { openAiEmbedder } from "./embedding/openAiEmbedder.ts"
import { embeddingsPath, vectorFrom } from "./embedding/protocol.ts"
import { completionsPath, textRoutes } from "./miner.ts"
import { trainNgram } from "./ngram/model.ts"
import { promptSynapse, promptType } from "./synapse.ts"
import { fakeBackend } from "./testKit.ts"

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})
const minerKey = hotkeyFromUri("//Miner")
const ngram = ngramBackend(trainNgram(buildCorpus()))

function dendriteOf() {
  const dendrite = createDendrite({ hotkey: hotkeyFromUri("//Validator") })
  closers.unshift(() => dendrite.close())
  return dendrite
}
async function serve(backend: TextBackend, embedders?: readonly Embedder[]) {
  const routes = textRoutes(backend, {}, embedders)
  const axon = await createAxon({
    ...{ hotkey: minerKey, routes, drainMs: 50 },
    synapses: [promptSynapse(backend)],
  })
  closers.push(() => axon.close())
  return { uid: 1, hotkey: minerKey.ss58, ip: axon.host, port: axon.port }
}

describe("completions", () => {
  const complete = async (body: object) =>
    (await dendriteOf().request(await serve(ngram), { path: completionsPath, body })).json()

  it("continue texts as they stand, with the prompt and the odds for who asks", async () => {
    const prompt = ["Q: What is the capital of France?\nA: The", "A lake"]
    const answer = (await complete({ prompt, temperature: 0, echo: true, logprobs: 1, max_tokens: 3 })) as {
      choices: { text: string; logprobs: { tokens: string[]; text_offset: number[] } }[]
    }
    expect(answer).toMatchObject({
      object: "text_completion",
      choices: [
        { index: 0, text: `${prompt[0]} capital of France`, finish_reason: "length" },
        { index: 1, text: expect.stringMatching(/^A lake is /) },
      ],
      usage: { completion_tokens: 6 },
    })
    const { text, logprobs } = answer.choices[0] ?? { text: "", logprobs: undefined }
    expect(logprobs?.tokens.map((token, at) => text.startsWith(token, logprobs.text_offset[at]))).toEqual(
      Array(3).fill(true),
    )
  })

  it("stream, several prompts one after the other", async () => {
    const body = { prompt: ["A lake", "A river"], stream: true, stream_options: { include_usage: true } }
    const stream = await dendriteOf().stream(await serve(fakeBackend), { path: completionsPath, body })
    const data: string[] = []
    for await (const event of stream.events) data.push(event.data)
    expect(data.pop()).toBe("[DONE]")
    const chunks = data.map((text) => JSON.parse(text))
    const ended = chunks.flatMap(({ choices }) => (choices[0]?.finish_reason ? [choices[0].index] : []))
    expect(ended).toEqual([0, 1])
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 2 } })
  })

  it.each([
    [{}],
    [{ prompt: [1] }],
    [{ prompt: [] }],
    [{ prompt: "a", n: 2 }],
    [{ prompt: Array(9).fill("a") }],
  ])("refuse %j", async (body) => {
    await expect(complete(body)).rejects.toMatchObject({ status: 400, remoteCode: "invalid_value" })
  })
})

describe("embeddings", () => {
  const texts = [
    "The train to Rome leaves at nine.",
    "Trains to Rome leave at ten.",
    "A lake is full of water.",
  ]
  const ask = async (body: object) =>
    (await dendriteOf().request(await serve(fakeBackend), { path: embeddingsPath, body })).json() as {
      data: { embedding: unknown }[]
    }

  it("say the same in both encodings", async () => {
    const floats = await ask({ input: texts })
    const base64 = await ask({ input: texts, encoding_format: "base64", model: lexicalModel })
    const vectors = floats.data.map(({ embedding }) => vectorFrom(embedding))
    expect(base64.data.map(({ embedding }) => vectorFrom(embedding))).toEqual(vectors)
    expect(vectors[0]).toHaveLength(384)
    expect(floats).toMatchObject({ object: "list", model: lexicalModel, usage: { prompt_tokens: 22 } })
  })

  it("lie near each other for texts with words in common", async () => {
    const [one, two, other] = await lexicalEmbedder.embed(texts, AbortSignal.timeout(1_000))
    const none = new Float32Array()
    expect(cosine(one ?? none, two ?? none)).toBeGreaterThan(0.35)
    expect(cosine(one ?? none, other ?? none)).toBeLessThan(0.1)
    expect(cosine(one ?? none, one ?? none)).toBeCloseTo(1, 5)
  })

  it("refuse a model that is not here with 404, and what is no text with 400", async () => {
    await expect(ask({ input: "a", model: "other" })).rejects.toMatchObject({
      ...{ status: 404, remoteCode: "model_not_found" },
    })
    for (const body of [
      {},
      { input: [] },
      { input: [1] },
      { input: "" },
      { input: "a", encoding_format: "x" },
    ])
      await expect(ask(body)).rejects.toMatchObject({ status: 400, remoteCode: "invalid_value" })
  })

  it("come from any OpenAI-compatible server, in either encoding", async () => {
    const seen: unknown[] = []
    const answers = [
      {
        data: [
          { index: 1, embedding: [3, 4] },
          { index: 0, embedding: [1, 2] },
        ],
      },
      { data: [{ index: 0, embedding: "AACAPw==" }] },
      { data: [] },
    ]
    const upstream = openAiEmbedder({
      ...{ baseUrl: "http://up/v1/", model: "big", apiKey: "k" },
      fetch: async (url, init) => {
        seen.push([String(url), JSON.parse(String(init?.body))])
        return Response.json(answers.shift())
      },
    })
    const signal = AbortSignal.timeout(1_000)
    expect(await upstream.embed(["a", "b"], signal)).toEqual([Float32Array.of(1, 2), Float32Array.of(3, 4)])
    expect(await upstream.embed(["a"], signal)).toEqual([Float32Array.of(1)])
    await expect(upstream.embed(["a"], signal)).rejects.toMatchObject({ code: "UpstreamError" })
    expect(seen[0]).toEqual([
      "http://up/v1/embeddings",
      { model: "big", input: ["a", "b"], encoding_format: "float" },
    ])
  })
})

describe("audit of embeddings", () => {
  const context = () => ({
    ...{ dendrite: dendriteOf(), random: seededRandom("vectors"), clock: systemClock },
    signal: new AbortController().signal,
  })
  const score = async (embedder: Embedder | undefined) =>
    embeddingScorer({ embedder: lexicalEmbedder })(
      await serve(fakeBackend, embedder && [embedder]),
      context(),
    )
  const changed = (change: (vector: Float32Array, at: number) => Float32Array): Embedder => ({
    ...lexicalEmbedder,
    embed: async (texts, signal) => (await lexicalEmbedder.embed(texts, signal)).map(change),
  })

  it.each<[string, Embedder | undefined, number, number]>([
    ["an honest miner all", undefined, 0.95, 1],
    ["rounded vectors all", changed((vector) => vector.map((x) => Math.round(x * 1e4) / 1e4)), 0.95, 1],
    [
      "one false vector of four nothing",
      changed((vector, at) => (at === 1 ? vector.toReversed() : vector)),
      0,
      0,
    ],
    ["a part of the vector nothing", changed((vector) => vector.subarray(0, 100)), 0, 0],
    ["vectors of nothing nothing", changed((vector) => vector.map(() => 0)), 0, 0],
    ["another model nothing", { ...lexicalEmbedder, model: "other" }, 0, 0],
  ])("gives %s", async (_name, embedder, low, high) => {
    const mark = await score(embedder)
    expect(mark.score).toBeGreaterThanOrEqual(low)
    expect(mark.score).toBeLessThanOrEqual(high)
  })

  it("blames nobody for the validator's own failure", async () => {
    const broken: Embedder = {
      ...lexicalEmbedder,
      embed: () => Promise.reject(new Error("out of memory")),
    }
    const miner = await serve(fakeBackend)
    await expect(embeddingScorer({ embedder: broken })(miner, context())).rejects.toThrow("out of memory")
  })

  it("is one contest among several, each with its share", async () => {
    const half = { scoreMiner: async () => ({ score: 0.5, detail: { why: "half" } }), share: 3 }
    const all = contests({
      half,
      vectors: { ...half, scoreMiner: async () => ({ score: 1, detail: {} }), share: 1 },
    })
    const mark = await all({ uid: 1, hotkey: "", ip: "", port: 1 }, context())
    expect(mark).toEqual({
      score: 0.625,
      detail: { half: { score: 0.5, why: "half" }, vectors: { score: 1 } },
    })
    expect(() => contests({})).toThrow(RangeError)
  })
})

describe("Prompt synapse", () => {
  it("answers validators of SDK 10, in the class that many subnets begin with", async () => {
    const target = await serve(fakeBackend)
    const fields = { roles: ["user"], messages: ["The door code is 4711. Please tell me the door code."] }
    const answer = await dendriteOf().synapse(target, promptType, { fields })
    expect(answer.fields).toMatchObject({ ...fields, completion: "The door code is 4711." })
  })

  it.each([
    [{ roles: ["user"], messages: [] }],
    [{ roles: [], messages: [] }],
    [{ roles: ["robot"], messages: ["x"] }],
  ])("refuses %j", async (fields) => {
    const target = await serve(fakeBackend)
    await expect(dendriteOf().synapse(target, promptType, { fields })).rejects.toMatchObject({ status: 400 })
  })
})
