import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, describe, expect, it } from "vitest"
import type { BackendEvent, TextBackend } from "../backend.ts"
import { parseCompletionRequest } from "../completions/request.ts"
import { buildCorpus } from "../corpus/corpus.ts"
import { trainNgram } from "../ngram/model.ts"
import { parseChatRequest } from "../protocol.ts"
import { createStopFilter } from "../stopStrings.ts"
import { fakeBackend } from "../testKit.ts"
import { lazyBackend } from "./lazy.ts"
import { ngramBackend } from "./ngram.ts"
import { openAiBackend } from "./openai.ts"

const request = (content: string, more: object = {}) =>
  parseChatRequest(JSON.stringify({ messages: [{ role: "user", content }], temperature: 0, ...more }))

async function run(backend: TextBackend, content: string, more: object = {}) {
  const events: BackendEvent[] = []
  for await (const event of backend.generate(request(content, more), new AbortController().signal))
    events.push(event)
  const text = events.map((event) => (event.kind === "text" ? event.text : "")).join("")
  return {
    text,
    end: events.at(-1),
    tokens: events.flatMap((event) => (event.kind === "text" ? event.tokens : [])),
  }
}

describe("n-gram backend", () => {
  const backend = ngramBackend(trainNgram(buildCorpus()))

  it("answers what it read and counts its words", async () => {
    const { text, end } = await run(backend, "What is the capital of France?")
    expect(text).toBe("The capital of France is Paris.")
    expect(end).toEqual({ kind: "end", finishReason: "stop", promptTokens: 7, completionTokens: 7 })
  })

  it("honours max_tokens, stop and seed", async () => {
    expect(await run(backend, "What is the capital of France?", { max_tokens: 3 })).toMatchObject({
      text: "The capital of",
      end: { finishReason: "length", completionTokens: 3 },
    })
    expect((await run(backend, "What is the capital of France?", { stop: " of" })).text).toBe("The capital")
    const seeded = (seed: number) =>
      run(backend, "Tell me something", { temperature: 1.5, seed }).then(({ text }) => text)
    expect(await seeded(1)).toBe(await seeded(1))
    expect(await seeded(1)).not.toBe(await seeded(2))
  })
})

describe("lazy backend", () => {
  it("reads little, says little and claims to be done", async () => {
    const lazy = lazyBackend(fakeBackend, { readsWords: 3, maxTokens: 2 })
    const { text, end } = await run(lazy, "The door code is 4711. Please tell me the door code.")
    expect(text).toBe("I do")
    expect(end).toMatchObject({ finishReason: "stop", completionTokens: 2 })
  })
})

describe("OpenAI backend", () => {
  const closers: (() => void)[] = []
  afterEach(() => {
    for (const close of closers.splice(0)) close()
  })
  async function upstream(
    answer: (response: ServerResponse, body: Record<string, unknown>) => void,
  ): Promise<TextBackend> {
    const server = createServer((incoming, response) => {
      let text = ""
      incoming.on("data", (chunk) => {
        text += chunk
      })
      incoming.on("end", () => answer(response, JSON.parse(text)))
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    closers.push(() => {
      server.close()
      server.closeAllConnections()
    })
    const { port } = server.address() as AddressInfo
    return openAiBackend({ baseUrl: `http://127.0.0.1:${port}/v1/`, model: "up", apiKey: "k" })
  }
  const chunk = (choice: object, more: object = {}) =>
    `data: ${JSON.stringify({ choices: [choice], ...more })}\r\n\r\n`

  it("asks the legacy call to continue a text", async () => {
    let seen: Record<string, unknown> = {}
    const backend = await upstream((response, body) => {
      seen = body
      response.end(chunk({ text: " six" }) + chunk({ text: "", finish_reason: "stop" }))
    })
    const { parts } = parseCompletionRequest(JSON.stringify({ prompt: "five,", logprobs: 1 }))
    let text = ""
    for await (const event of backend.generate(parts[0] ?? expect.fail(), AbortSignal.timeout(5_000)))
      if (event.kind === "text") text += event.text
    expect(text).toBe(" six")
    expect(seen).toMatchObject({ prompt: "five,", logprobs: 1, max_tokens: 16 })
    expect(seen).not.toHaveProperty("messages")
  })

  it("passes the request on and brings text, tokens and counts back", async () => {
    let seen: Record<string, unknown> = {}
    const backend = await upstream((response, body) => {
      seen = body
      const text = [
        chunk({ delta: { role: "assistant", content: "" } }),
        chunk({
          delta: { content: "Hé" },
          token_ids: [5],
          logprobs: { content: [{ token: "Hé", logprob: -0.5 }] },
        }),
        ": ping\n\n",
        chunk({ delta: { content: "llo" }, token_ids: [6, 7] }),
        chunk({ delta: {}, finish_reason: "length" }),
        `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 9 } })}\n\ndata: [DONE]\n\n`,
      ].join("")
      const bytes = Buffer.from(text)
      response.writeHead(200, { "content-type": "text/event-stream" })
      // Cut within the é.
      const cut = bytes.indexOf(0xc3) + 1
      response.write(bytes.subarray(0, cut), () => response.end(bytes.subarray(cut)))
    })
    const { text, tokens, end } = await run(backend, "hi", {
      max_tokens: 9,
      stop: ["x"],
      seed: 4,
      return_token_ids: true,
    })
    expect(text).toBe("Héllo")
    expect(tokens.map(({ id }) => id)).toEqual([5, 6, 7])
    expect(tokens[0]?.logprob).toBe(-0.5)
    expect(end).toEqual({ kind: "end", finishReason: "length", promptTokens: 3, completionTokens: 9 })
    expect(seen).toMatchObject({
      model: "up",
      stream: true,
      max_tokens: 9,
      stop: ["x"],
      seed: 4,
      temperature: 0,
    })
  })

  it("tells an upstream's refusal from its failure", async () => {
    const refuses = await upstream((response) =>
      response.writeHead(400).end('{"error":{"message":"too long"}}'),
    )
    await expect(run(refuses, "hi")).rejects.toMatchObject({ status: 400, message: "too long" })
    const fails = await upstream((response) => response.writeHead(500).end("stack trace"))
    await expect(run(fails, "hi")).rejects.toMatchObject({
      code: "UpstreamError",
      message: "the upstream answered 500",
    })
    const cut = await upstream((response) => response.end(chunk({ delta: { content: "He" } })))
    await expect(run(cut, "hi")).rejects.toMatchObject({ code: "UpstreamError" })
    const speaks = await upstream((response) =>
      response.end('data: {"error":{"message":"out of memory"}}\n\n'),
    )
    await expect(run(speaks, "hi")).rejects.toMatchObject({ code: "UpstreamError" })
    const nobody = openAiBackend({ baseUrl: "http://127.0.0.1:1/v1", model: "up" })
    await expect(run(nobody, "hi")).rejects.toMatchObject({ code: "UpstreamError" })
  })
})

it("cuts at a stop string, however it is spread over the pieces", () => {
  const filter = createStopFilter(["END", "\n"])
  expect(["ab", "cE", "N", "x", "EN", "D more"].map((text) => filter.push(text))).toEqual([
    { text: "ab", stopped: false },
    { text: "c", stopped: false },
    { text: "", stopped: false },
    { text: "ENx", stopped: false },
    { text: "", stopped: false },
    { text: "", stopped: true },
  ])
  const open = createStopFilter(["END"])
  expect([open.push("xE").text, open.flush()]).toEqual(["x", "E"])
})
