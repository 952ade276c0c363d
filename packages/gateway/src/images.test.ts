import { describe, expect, it } from "vitest"
import { createImageStore } from "./imageStore.ts"
import { closingGateways } from "./openGateways.testkit.ts"
import {
  answerJson,
  ask,
  type FakeMiner,
  hollowPng,
  honest,
  paints,
  question,
  route,
  type startGateway,
  type TestGateway,
} from "./testKit.ts"

const start = closingGateways()
let gateway: TestGateway | undefined

const models = [
  { id: "m", created: 1, ownedBy: "taonet" },
  { id: "pictures", created: 2, ownedBy: "taonet", kind: "images" },
] as const
const chats = route(1, 1, { models: ["m"] })
const draws = route(7, 1, { models: ["pictures"], netuid: 2 })

async function open(miner: FakeMiner, options: Parameters<typeof startGateway>[1] = {}) {
  gateway = await start(
    [
      [chats, honest],
      [draws, miner],
    ],
    { models, ...options },
  )
  return gateway
}

function generate(body: object, init: RequestInit = {}): Promise<Response> {
  return fetch(`${gateway?.url}/v1/images/generations`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...init,
  })
}

const wanted = { model: "pictures", prompt: "a fox", size: "16x16" }
const codeOf = async (response: Response) => {
  const { error } = (await response.json()) as { error: { code: string; param: string | null } }
  return [response.status, error.code, error.param]
}

describe("pictures", () => {
  it("come as base64 from a miner of the right subnet, which is named", async () => {
    let seen: unknown
    const { records, asked } = await open((request) => {
      seen = [request.path, request.stream, JSON.parse(Buffer.from(request.body).toString())]
      return paints(request)
    })
    const response = await generate({ ...wanted, n: 2, seed: 5, user: "someone", quality: "hd" })
    expect(response.status).toBe(200)
    const b64_json = hollowPng(16).toString("base64")
    expect(await response.json()).toEqual({
      created: expect.any(Number),
      data: [{ b64_json }, { b64_json }],
      taonet: { netuid: 2, uid: 7, hotkey: "5Miner7" },
    })
    expect(response.headers.get("x-taonet-netuid")).toBe("2")
    const body = { prompt: "a fox", n: 2, response_format: "b64_json", size: "16x16", seed: 5 }
    expect(seen).toEqual(["/v1/images/generations", false, body])
    expect(asked).toEqual([7])
    expect(records[0]).toMatchObject({ model: "pictures", status: 200, minerUid: 7, stream: false })
  })

  it("come as addresses that can be fetched, and as nothing but pictures", async () => {
    const { url } = await open(paints)
    const response = await generate({ prompt: "a fox", response_format: "url" })
    const { data } = (await response.json()) as { data: { url: string }[] }
    const address = data[0]?.url ?? ""
    expect(address.startsWith(`${url}/v1/images/files/`)).toBe(true)
    const file = await fetch(address)
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "image/png"])
    expect(file.headers.get("x-content-type-options")).toBe("nosniff")
    expect(Buffer.from(await file.arrayBuffer())).toEqual(hollowPng(256))
    expect(await codeOf(await fetch(`${url}/v1/images/files/none.png`))).toEqual([404, "unknown_url", null])
  })

  it("have addresses under the public name, where there is one", async () => {
    await open(paints, { publicUrl: "https://tao.example/" })
    const response = await generate({ ...wanted, response_format: "url" })
    const { data } = (await response.json()) as { data: { url: string }[] }
    expect(data[0]?.url).toMatch(/^https:\/\/tao\.example\/v1\/images\/files\/[0-9a-f]{40}\.png$/)
  })

  it.each<[string, object]>([
    ["another number of pictures", { data: [] }],
    ["no picture", { data: [{ b64_json: "aGVsbG8=" }] }],
    ["a picture of another size", { data: [{ b64_json: hollowPng(32).toString("base64") }] }],
    ["a cut picture", { data: [{ b64_json: hollowPng(16).subarray(0, -4).toString("base64") }] }],
    ["an address of its own", { data: [{ url: "http://203.0.113.5/x.png" }] }],
    ["no object", []],
  ])("that are %s are the miner's failure, and another one is asked", async (_, body) => {
    const { asked } = await open(() => answerJson(body))
    const second = route(8, 0, { models: ["pictures"], netuid: 2 })
    await gateway?.close(0)
    gateway = await start(
      [
        [draws, () => answerJson(body)],
        [second, paints],
      ],
      { models },
    )
    expect((await generate(wanted)).status).toBe(200)
    expect(gateway.asked).toEqual([7, 8])
    expect(asked).toEqual([])
  })

  it("whose miner refuses the prompt are refused in its words", async () => {
    const error = { message: "too rude", code: "content_policy" }
    await open(() => answerJson({ error }, { status: 400 }))
    expect(await codeOf(await generate(wanted))).toEqual([400, "content_policy", null])
  })
})

describe("requests", () => {
  it.each<[object, string, string]>([
    [{}, "missing_required_parameter", "prompt"],
    [{ prompt: "" }, "invalid_value", "prompt"],
    [{ prompt: "x".repeat(4_001) }, "invalid_value", "prompt"],
    [{ ...wanted, n: 5 }, "invalid_value", "n"],
    [{ ...wanted, n: "1" }, "invalid_value", "n"],
    [{ ...wanted, size: "2048x16" }, "invalid_value", "size"],
    [{ ...wanted, seed: -1 }, "invalid_value", "seed"],
    [{ ...wanted, stream: true }, "invalid_value", "stream"],
    [{ ...wanted, response_format: "svg" }, "invalid_value", "response_format"],
    [{ ...wanted, output_format: "webp" }, "invalid_value", "output_format"],
    [{ ...wanted, model: 7 }, "invalid_value", "model"],
  ])("%j are refused with %s for %s", async (body, code, param) => {
    const { asked } = await open(paints)
    expect(await codeOf(await generate(body))).toEqual([400, code, param])
    expect(asked).toEqual([])
  })

  it("for a model of the other kind are told where to go, both ways", async () => {
    const { url, asked } = await open(paints)
    expect(await codeOf(await generate({ ...wanted, model: "m" }))).toEqual([404, "model_not_found", "model"])
    expect(await codeOf(await generate({ ...wanted, model: "none" }))).toEqual([
      404,
      "model_not_found",
      "model",
    ])
    const chat = await ask(url, { ...question, model: "pictures" })
    expect(await codeOf(chat)).toEqual([404, "model_not_found", "model"])
    expect(asked).toEqual([])
    const listed = (await (await fetch(`${url}/v1/models`)).json()) as { data: { id: string }[] }
    expect(listed.data.map(({ id }) => id)).toEqual(["m", "pictures"])
  })

  it("without a model get the usual one, if there is any", async () => {
    await open(paints)
    expect((await generate({ prompt: "a fox" })).status).toBe(200)
    await gateway?.close(0)
    gateway = await start([[chats, honest]])
    expect(await codeOf(await generate({ prompt: "a fox" }))).toEqual([404, "model_not_found", "model"])
  })
})

describe("the store of pictures", () => {
  it("keeps no more than its bytes and no longer than its time", () => {
    let now = 0
    const store = createImageStore({ imageBytesMax: 100, imageMaxAgeMs: 50 }, { now: () => now })
    const sent = (path: string): boolean => {
      try {
        store.send(path, { writeHead: () => undefined, end: () => undefined } as never)
        return true
      } catch {
        return false
      }
    }
    const keep = (byte: number) => store.keep(Buffer.alloc(40, byte))
    const [first, second] = [keep(1), keep(2)]
    expect(keep(1)).toBe(first)
    const third = keep(3)
    expect([first, second, third].map(sent)).toEqual([true, false, true])
    now = 49
    expect(sent(first)).toBe(true)
    now = 50
    expect([first, third].map(sent)).toEqual([false, false])
  })
})
