import { describe, expect, it } from "vitest"
import { closingGateways } from "./openGateways.testkit.ts"
import {
  answerJson,
  answerParts,
  continues,
  done,
  event,
  type FakeMiner,
  question,
  route,
  type TestGateway,
  usage,
  words,
} from "./testKit.ts"

const start = closingGateways()
let gateway: TestGateway | undefined

async function complete(body: object, miners: readonly FakeMiner[] = [continues]): Promise<Response> {
  gateway = await start(miners.map((miner, uid) => [route(uid), miner] as const))
  return fetch(`${gateway.url}/v1/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })
}

const wanted = { model: "m", prompt: "Once" }
const text = words.join(" ")

async function events(response: Response): Promise<Record<string, unknown>[]> {
  const lines = (await response.text()).split("\n\n").filter((line) => line !== "")
  expect(lines.at(-1)).toBe("data: [DONE]")
  return lines.slice(0, -1).map((line) => JSON.parse(line.slice("data: ".length)))
}

describe("completions", () => {
  it("come in OpenAI's legacy shape, from the miner's route of the same name", async () => {
    let path = ""
    const response = await complete(wanted, [
      (request) => {
        path = request.path
        return continues(request)
      },
    ])
    expect(await response.json()).toMatchObject({
      id: expect.stringMatching(/^cmpl-/),
      object: "text_completion",
      model: "m",
      choices: [{ index: 0, text: `Once, ${text}`, finish_reason: "stop" }],
      usage,
      taonet: { uid: 0 },
    })
    expect(path).toBe("/v1/completions")
    expect(response.headers.get("x-taonet-miner-uid")).toBe("0")
  })

  it("answer each of several prompts", async () => {
    const response = await complete({ ...wanted, prompt: ["A", "B"] })
    const { choices } = (await response.json()) as { choices: { text: string }[] }
    expect(choices.map((choice) => choice.text)).toEqual([`A, ${text}`, `B, ${text}`])
  })

  it("stream, with usage for who asked for it", async () => {
    const options = { stream: true, stream_options: { include_usage: true } }
    const chunks = await events(await complete({ ...wanted, ...options }))
    expect(chunks.every(({ object }) => object === "text_completion")).toBe(true)
    const said = chunks.map(({ choices }) => (choices as { text: string }[])[0]?.text ?? "").join("")
    expect(said).toBe(` Once , ${text}`)
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage })
    await gateway?.close(0)
    expect(await events(await complete({ ...wanted, stream: true }))).toHaveLength(chunks.length - 1)
  })

  it.each<[string, object, string]>([
    ["no prompt", { prompt: undefined }, "prompt"],
    ["tokens", { prompt: [1, 2] }, "prompt"],
    ["too many prompts", { prompt: Array(9).fill("a") }, "prompt"],
    ["two choices", { n: 2 }, "n"],
    ["the best of two", { best_of: 2 }, "best_of"],
    ["a gap to fill", { suffix: "end" }, "suffix"],
    ["a number as echo", { echo: 1 }, "echo"],
  ])("refuse %s", async (_name, body, param) => {
    const response = await complete({ ...wanted, ...body })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { param } })
    expect(gateway?.asked).toEqual([])
  })

  const choice = { index: 0, text: "x", finish_reason: "stop" }
  it.each<[string, object]>([
    ["no choices", {}],
    [
      "a chat",
      { choices: [{ index: 0, message: { role: "assistant", content: "x" }, finish_reason: "stop" }] },
    ],
    ["a choice too many", { choices: [choice, { ...choice, index: 1 }] }],
    ["a wrong index", { choices: [{ ...choice, index: 1 }] }],
    ["no end", { choices: [{ ...choice, finish_reason: null }] }],
    ["wrong sums", { choices: [choice], usage: { ...usage, total_tokens: 1 } }],
  ])("go on to the next miner after %s", async (_name, answer) => {
    const response = await complete(wanted, [() => answerJson(answer), continues])
    expect(response.status).toBe(200)
    expect(gateway?.asked).toEqual([0, 1])
  })

  it("go on to the next miner when a stream begins with a chat's chunk", async () => {
    const chat = answerParts([event({ choices: [{ index: 0, delta: { content: "x" } }] }), done])
    const response = await complete({ ...wanted, stream: true }, [() => chat, continues])
    expect((await events(response)).length).toBeGreaterThan(words.length)
    expect(gateway?.asked).toEqual([0, 1])
  })

  it("pass by a miner that has no such route, and hold nothing against it", async () => {
    const lacking: FakeMiner = (request) =>
      request.path === "/v1/completions" ? answerJson({}, { status: 404 }) : answerJson({}, { status: 429 })
    const response = await complete(wanted, [lacking, continues])
    expect(response.status).toBe(200)
    expect(gateway?.stats().miners[0]).toMatchObject({ failures: 0, coolUntil: 0 })
  })

  it("are 503 where no miner has them", async () => {
    const response = await complete(wanted, [() => answerJson({}, { status: 404 })])
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ error: { code: "no_miner" } })
  })

  it("do not take a chat's body", async () => {
    expect((await complete(question)).status).toBe(400)
  })
})
