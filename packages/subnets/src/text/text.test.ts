/** The whole subnet at the edge: real axons, a real dendrite, both loops, and a chain of plain objects. */

import { createAxon } from "@taonet/neuron/axon/axon"
import type { ChainClient, SubnetView } from "@taonet/neuron/chain"
import { systemClock } from "@taonet/neuron/clock"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import type { RoundReport } from "@taonet/neuron/loops/runValidator"
import { seededRandom } from "@taonet/neuron/random"
import { neuronInfo } from "@taonet/neuron/testKit"
import { afterEach, describe, expect, it } from "vitest"
import type { TextBackend } from "./backend.ts"
import { lazyBackend } from "./backends/lazy.ts"
import { ngramBackend } from "./backends/ngram.ts"
import { buildCorpus } from "./corpus/corpus.ts"
import { chatPath, textMiner, textRoutes } from "./miner.ts"
import { trainNgram } from "./ngram/model.ts"
import { ProtocolError } from "./protocol.ts"
import { type Auditor, ngramAuditor } from "./scoring/audit.ts"
import { fakeAuditor, fakeBackend } from "./testKit.ts"
import { type AnswerMark, textScorer, textValidator } from "./validator.ts"

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})
const ngram = trainNgram(buildCorpus())
const validatorKey = hotkeyFromUri("//Validator")
const minerKey = hotkeyFromUri("//Miner")

function dendriteOf() {
  const dendrite = createDendrite({ hotkey: validatorKey })
  closers.unshift(() => dendrite.close())
  return dendrite
}
async function serve(backend: TextBackend) {
  const axon = await createAxon({ hotkey: minerKey, routes: textRoutes(backend), drainMs: 50 })
  closers.push(() => axon.close())
  return { uid: 1, hotkey: minerKey.ss58, ip: axon.host, port: axon.port }
}
const chat = (content: string, more: object = {}) => ({
  path: chatPath,
  body: { messages: [{ role: "user", content }], temperature: 0, ...more },
})

describe("text miner", () => {
  const question = "What is the capital of France?"

  it("answers in OpenAI's shape", async () => {
    const target = await serve(ngramBackend(ngram))
    const response = await dendriteOf().request(target, chat(question, { logprobs: true }))
    expect(response.json()).toMatchObject({
      object: "chat.completion",
      model: "ngram-40",
      choices: [
        { message: { role: "assistant", content: "The capital of France is Paris." }, finish_reason: "stop" },
      ],
      usage: { prompt_tokens: 7, completion_tokens: 7, total_tokens: 14 },
    })
  })

  it("streams chunks, counts last, then [DONE]", async () => {
    const target = await serve(ngramBackend(ngram))
    const body = chat(question, { stream: true, stream_options: { include_usage: true } })
    const stream = await dendriteOf().stream(target, body)
    const data: string[] = []
    for await (const event of stream.events) data.push(event.data)
    expect(data.pop()).toBe("[DONE]")
    const chunks = data.map((text) => JSON.parse(text))
    expect(chunks[0].choices[0].delta).toEqual({ role: "assistant", content: "" })
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("")).toBe(
      "The capital of France is Paris.",
    )
    expect(chunks.at(-2).choices[0].finish_reason).toBe("stop")
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 7 } })
    expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1)
    expect(stream.evidence()?.responder).toBe(minerKey.ss58)
  })

  it("refuses bad requests with the field, and hides a backend's failure", async () => {
    const target = await serve(ngramBackend(ngram))
    const dendrite = dendriteOf()
    const bad = dendrite.request(target, { path: chatPath, body: "{" })
    await expect(bad).rejects.toMatchObject({ status: 400, remoteCode: "invalid_json" })
    const failing: TextBackend = {
      ...fakeBackend,
      // biome-ignore lint/correctness/useYield: it fails before its first word
      async *generate({ stop }) {
        throw stop.length > 0 ? new ProtocolError("context_length_exceeded", "too long") : new Error("secret")
      },
    }
    const broken = await serve(failing)
    for (const stream of [false, true]) {
      const ask = (more: object) => dendrite.request(broken, chat("x", { stream, ...more }))
      await expect(ask({})).rejects.toMatchObject({
        status: 502,
        message: expect.not.stringContaining("secret"),
      })
      await expect(ask({ stop: "x" })).rejects.toMatchObject({
        status: 400,
        remoteCode: "context_length_exceeded",
      })
    }
  })
})

describe("text scoring", () => {
  async function score(
    backend: TextBackend,
    auditor: Auditor,
    mix: "model" | "facts",
    challengesPerRound = 30,
  ) {
    const context = {
      dendrite: dendriteOf(),
      random: seededRandom("s"),
      clock: systemClock,
      signal: new AbortController().signal,
    }
    return textScorer({ auditor, mix, challengesPerRound })(await serve(backend), context)
  }

  it("orders a good model over a lazy one over the n-gram", async () => {
    const scores: number[] = []
    for (const backend of [fakeBackend, lazyBackend(fakeBackend, { readsWords: 14 }), ngramBackend(ngram)]) {
      scores.push((await score(backend, fakeAuditor(), "model")).score)
    }
    const [good = 0, lazy = 0, random = 0] = scores
    // The fake model knows no facts, which are one question in six.
    expect(good).toBeGreaterThan(0.75)
    expect(lazy).toBeLessThan(good - 0.2)
    expect(random).toBeLessThan(lazy)
  })

  it("orders n-gram miners without any language model", async () => {
    const auditor = ngramAuditor(ngram)
    const good = await score(ngramBackend(ngram), auditor, "facts")
    const lazy = await score(lazyBackend(ngramBackend(ngram)), auditor, "facts")
    const weak = await score(ngramBackend(trainNgram(buildCorpus(), 5)), auditor, "facts")
    expect(good.score).toBeGreaterThan(0.95)
    expect(lazy.score).toBeLessThan(good.score - 0.15)
    expect(weak.score).toBeLessThan(lazy.score)
  })

  it("gives nothing for answers that are no completions, too long, or missing", async () => {
    const long: TextBackend = {
      ...fakeBackend,
      async *generate() {
        yield { kind: "text", text: "word ".repeat(100), tokens: [] }
        yield { kind: "end", finishReason: "stop", promptTokens: 1, completionTokens: 1 }
      },
    }
    const result = await score(long, fakeAuditor(), "model", 1)
    expect(result).toMatchObject({ score: 0, detail: { answers: [{ failure: "BadResponse" }] } })
    const gone = textScorer({ auditor: fakeAuditor(), mix: "model", challengesPerRound: 1 })
    const context = {
      dendrite: dendriteOf(),
      random: seededRandom("s"),
      clock: systemClock,
      signal: new AbortController().signal,
    }
    const missing = await gone({ uid: 1, hotkey: minerKey.ss58, ip: "127.0.0.1", port: 1 }, context)
    expect((missing.detail["answers"] as AnswerMark[])[0]?.failure).toBe("Refused")
  })
})

it("runs miners and a validator until the weights order them by quality", async () => {
  const keys = [validatorKey, ...["//Good", "//Lazy", "//Ngram"].map((uri) => hotkeyFromUri(uri))]
  const neurons = keys.map(({ ss58 }, uid) => neuronInfo(ss58, { uid, validatorPermit: uid === 0 }))
  const view: SubnetView = { netuid: 1, block: 0, tempo: 4, neurons }
  const chainOf = (uid: number): ChainClient => ({
    subnetView: async () => view,
    serveAxon: async ({ ip, port }) => {
      const self = neurons[uid]
      if (self !== undefined) self.axon = { ip, port, protocol: 4 }
    },
    setWeights: async () => {},
    blockNumber: async () => view.block,
    close: async () => {},
  })
  const stop = new AbortController()
  const backends = [fakeBackend, lazyBackend(fakeBackend, { readsWords: 14 }), ngramBackend(ngram)]
  const miners = backends.map((backend, i) => {
    const hotkey = keys[i + 1] ?? minerKey
    return textMiner(
      { netuid: 1, hotkey, signal: stop.signal, drainMs: 50 },
      { chain: chainOf(i + 1), backend },
    )
  })
  while (neurons.filter(({ axon }) => axon !== undefined).length < 3)
    await new Promise((resolve) => setTimeout(resolve, 5))

  let last: RoundReport["weights"]
  const validator = textValidator(
    { netuid: 1, hotkey: validatorKey.ss58, roundMs: 1, signal: stop.signal },
    {
      chain: chainOf(0),
      dendrite: dendriteOf(),
      scoring: { auditor: fakeAuditor(), mix: "model", challengesPerRound: 3 },
      random: seededRandom("network"),
      onRound: ({ weights }) => {
        view.block++
        last = weights ?? last
        if (view.block === 20) stop.abort()
      },
    },
  )
  await Promise.all([validator, ...miners])
  expect(last?.uids).toEqual([1, 2, 3])
  const [good = 0, lazy = 0, random = 0] = last?.weights ?? []
  expect(good).toBe(65_535)
  expect(lazy).toBeLessThan(good)
  expect(random).toBeLessThan(lazy)
})
