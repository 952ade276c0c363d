import { describe, expect, it } from "vitest"
import { closingGateways } from "./openGateways.testkit.ts"
import { answerJson, embeds, type FakeMiner, honest, route, type TestGateway } from "./testKit.ts"

const start = closingGateways()
let gateway: TestGateway | undefined

const models = [
  { id: "m", created: 1, ownedBy: "taonet" },
  { id: "vectors", created: 2, ownedBy: "taonet", kind: "embeddings" },
] as const

async function embed(body: object, miners: readonly FakeMiner[] = [embeds]): Promise<Response> {
  const chats = [route(9, 1, { models: ["m"] }), honest] as const
  const vectors = miners.map((miner, uid) => [route(uid, 1, { models: ["vectors"] }), miner] as const)
  gateway = await start([chats, ...vectors], { models })
  return fetch(`${gateway.url}/v1/embeddings`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })
}

const wanted = { model: "vectors", input: ["fox", "A"] }
const base64 = (...numbers: number[]) => Buffer.from(Float32Array.from(numbers).buffer).toString("base64")

describe("embeddings", () => {
  it("are floats for who does not say", async () => {
    let seen: unknown
    const response = await embed(wanted, [
      (request) => {
        seen = [request.path, request.stream, JSON.parse(Buffer.from(request.body).toString())]
        return embeds(request)
      },
    ])
    const tenth = Math.fround(-0.1)
    expect(await response.json()).toEqual({
      object: "list",
      data: [
        { object: "embedding", index: 0, embedding: [3, 102, tenth] },
        { object: "embedding", index: 1, embedding: [1, 65, tenth] },
      ],
      model: "vectors",
      usage: { prompt_tokens: 3, total_tokens: 3 },
      taonet: { netuid: 1, uid: 0, hotkey: "5Miner0" },
    })
    expect(seen).toEqual(["/v1/embeddings", false, { ...wanted, encoding_format: "base64" }])
  })

  it("are little-endian base64 for who asks for that", async () => {
    const response = await embed({ ...wanted, input: "fox", encoding_format: "base64" })
    expect(await response.json()).toMatchObject({ data: [{ embedding: "AABAQAAAzELNzMy9" }] })
    expect(base64(3, 102, -0.1)).toBe("AABAQAAAzELNzMy9")
  })

  it.each<[string, object, string]>([
    ["no input", { input: undefined }, "input"],
    ["an empty text", { input: ["a", ""] }, "input"],
    ["no texts", { input: [] }, "input"],
    ["tokens", { input: [1, 2] }, "input"],
    ["too many texts", { input: Array(257).fill("a") }, "input"],
    ["too long a text", { input: "a".repeat(200_001) }, "input"],
    ["an unknown encoding", { encoding_format: "hex" }, "encoding_format"],
    ["another length", { dimensions: 8 }, "dimensions"],
    ["a chat's model", { model: "m" }, "model"],
    ["an unknown model", { model: "none" }, "model"],
  ])("refuse %s", async (_name, body, param) => {
    const response = await embed({ ...wanted, ...body })
    expect([400, 404]).toContain(response.status)
    expect(await response.json()).toMatchObject({ error: { param } })
    expect(gateway?.asked).toEqual([])
  })

  const one = { index: 0, embedding: base64(1, 2) }
  it.each<[string, object[]]>([
    ["a vector too few", [one]],
    ["the same vector twice", [one, one]],
    ["vectors of different length", [one, { index: 1, embedding: base64(1) }]],
    ["half a number", [one, { index: 1, embedding: "AAAA" }]],
    ["no number", [one, { index: 1, embedding: base64(1, Number.NaN) }]],
    ["an index that is a name", [one, { index: "length", embedding: base64(1, 2) }]],
    ["nothing in it", [one, { index: 1, embedding: "" }]],
  ])("go on to the next miner after %s", async (_name, data) => {
    const response = await embed(wanted, [() => answerJson({ data }), embeds])
    expect(response.status).toBe(200)
    expect(gateway?.asked).toEqual([0, 1])
  })

  it("are understood as floats too, in any order", async () => {
    const data = [
      { index: 1, embedding: [3, 4] },
      { index: 0, embedding: [1, 2] },
    ]
    const response = await embed(wanted, [() => answerJson({ data })])
    expect(await response.json()).toMatchObject({ data: [{ embedding: [1, 2] }, { embedding: [3, 4] }] })
  })
})
