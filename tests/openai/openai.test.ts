import { fileURLToPath } from "node:url"
import {
  answerJson,
  answerParts,
  chunk,
  completion,
  continues,
  embeds,
  type FakeMiner,
  hollowPng,
  honest,
  paints,
  route,
  startGateway,
  type TestGateway,
  words,
} from "@taonet/gateway/testKit"
import type { MinerRoute, ServedModel } from "@taonet/gateway/types"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { clientMs, waitForClients } from "../support/deadlines.ts"
import { npmEnvironment, pythonEnvironment, run, titleOf } from "../support/environments.ts"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
waitForClients()
const nodeClient = await npmEnvironment("openai", here("node"))
const pythonClient = await pythonEnvironment("openai", ["openai==3.54.0"])

describe.skipIf(!nodeClient.ok)(titleOf("Node openai 6.49.0", nodeClient), () => {
  suite(() => ["node", here("node/cases.mjs")])
})
describe.skipIf(!pythonClient.ok)(titleOf("Python openai 3.54.0", pythonClient), () => {
  suite(() => [pythonClient.ok ? pythonClient.python : "", here("python/cases.py")])
})

interface Seen {
  readonly text: string
  readonly ms: number
  readonly message: string
}

/** What both clients must see; each runs once, as a process of its own. */
function suite(command: () => readonly [string, string]) {
  let gateway: TestGateway
  let seen: Record<string, Seen>

  beforeAll(async () => {
    gateway = await openGateway()
    const [program, script] = command()
    const result = await run(program, [script, `${gateway.url}/v1`], { timeoutMs: clientMs })
    expect(result.code, result.output).toBe(0)
    seen = JSON.parse(result.stdout) as Record<string, Seen>
  })
  afterAll(() => gateway?.close(0))

  const usage = { prompt_tokens: 5, completion_tokens: 10, total_tokens: 15 }
  const text = words.join(" ")

  it("completes a chat and sees which miner answered", () => {
    expect(seen["completion"]).toMatchObject({ text, model: "m", miner: 7, uid: "7", usage })
    expect(seen["completion"]).toHaveProperty("request_id", expect.stringMatching(/^req_/))
  })
  it("streams", () => {
    expect(seen["streaming"]).toEqual({ text, usage: null, miner: 7, finish: "stop" })
  })
  it("streams with usage", () => {
    expect(seen["streamingUsage"]).toMatchObject({ text, usage, miner: 7, finish: "stop" })
  })
  it("lists models, and finds one whose id has a slash", () => {
    expect(seen["models"]).toEqual({
      ids: ["m", "busy-once", "absent-once", "dies", "pictures", "vectors", "org/own-model"],
      one: "org/own-model",
    })
  })
  it("makes pictures, inline and as addresses that can be fetched", () => {
    const picture = hollowPng(64).toString("base64")
    expect(seen["images"]).toEqual({ inline: [picture, picture], linked: picture, type: "image/png" })
  })
  it("continues text the old way, whole and streaming", () => {
    expect(seen["legacy"]).toMatchObject({ text: `Once, ${text}`, streamed: ` Once , ${text}`, usage })
    expect(seen["legacy"]).toHaveProperty("id", expect.stringMatching(/^cmpl-/))
  })
  it("embeds texts in both encodings: clients ask for base64 unless told otherwise", () => {
    const vectors = [
      [3, 102, Math.fround(-0.1)],
      [1, 65, Math.fround(-0.1)],
    ]
    expect(seen["embeddings"]).toEqual({ usual: vectors, floats: vectors })
  })
  it("raises the error of a bad request, at once", () => {
    expect(seen["badRequest"]).toMatchObject({
      name: "BadRequestError",
      status: 400,
      code: "invalid_value",
      type: "invalid_request_error",
      param: "temperature",
    })
  })
  it("raises the error of an unknown model, at once", () => {
    expect(seen["unknownModel"]).toMatchObject({
      name: "NotFoundError",
      status: 404,
      code: "model_not_found",
    })
  })
  it("comes back after 429 when it was told to", () => {
    expect(seen["retry429"]?.text).toBe(text)
    expect(seen["retry429"]?.ms).toBeGreaterThanOrEqual(950)
    expect(statuses("busy-once")).toEqual([429, 200])
  })
  it("comes back after 503 when it was told to", () => {
    expect(seen["retry503"]?.text).toBe(text)
    expect(seen["retry503"]?.ms).toBeGreaterThanOrEqual(1_900)
    expect(statuses("absent-once")).toEqual([503, 200])
  })
  it("raises an error when the miner dies in the middle of its answer", () => {
    expect(seen["midStream"]).toMatchObject({ name: "APIError", code: "miners_failed" })
    expect(seen["midStream"]?.message).toContain("in the middle of its answer")
  })

  const statuses = (model: string) =>
    gateway.records.filter((record) => record.model === model).map((record) => record.status)
}

const honestBothWays: FakeMiner = (request) =>
  request.path === "/v1/completions" ? continues(request) : honest(request)

/** Model ids choose the behaviour: an honest miner, one busy at first, one not there at first, one that dies. */
async function openGateway(): Promise<TestGateway> {
  let wasBusy = false
  const busyOnce: FakeMiner = () => {
    if (wasBusy) return answerJson(completion())
    wasBusy = true
    return answerJson({}, { status: 429, headers: { "retry-after": "1" } })
  }
  const dies: FakeMiner = () => answerParts([chunk({ content: "I think" }), new Error("reset")])
  const behaviours: (readonly [MinerRoute, FakeMiner])[] = [
    [route(7, 1, { models: ["m", "org/own-model"] }), honestBothWays],
    [route(8, 1, { models: ["busy-once"] }), busyOnce],
    [route(9, 1, { models: ["absent-once"] }), honest],
    [route(10, 1, { models: ["dies"] }), dies],
    [route(11, 1, { models: ["pictures"] }), paints],
    [route(12, 1, { models: ["vectors"] }), embeds],
  ]
  const present = () => gateway?.records.some((record) => record.model === "absent-once") ?? false
  const ids = ["m", "busy-once", "absent-once", "dies"]
  const served = { created: 1_700_000_000, ownedBy: "taonet" }
  const models: ServedModel[] = [
    ...ids.map((id) => ({ id, ...served })),
    { id: "pictures", kind: "images", ...served },
    { id: "vectors", kind: "embeddings", ...served },
  ]
  const miners = () => behaviours.map(([miner]) => miner).filter((miner) => miner.uid !== 9 || present())
  let gateway: TestGateway | undefined
  gateway = await startGateway(behaviours, { models, deps: { miners } })
  return gateway
}
