import { connect } from "node:net"
import { describe, expect, it } from "vitest"
import { closingGateways, errorOf } from "./openGateways.testkit.ts"
import type { GatewayOptions } from "./options.ts"
import { answerJson, ask, completion, honest, question, route } from "./testKit.ts"

const start = closingGateways()

describe("completion", () => {
  it("answers with the miner's text, our identity, and names the miner", async () => {
    const gateway = await start([[route(3), honest]])
    const response = await ask(gateway.url, question)
    expect(response.status).toBe(200)
    expect(response.headers.get("x-taonet-miner-uid")).toBe("3")
    expect(response.headers.get("x-taonet-miner-hotkey")).toBe("5Miner3")
    expect(response.headers.get("x-taonet-netuid")).toBe("1")
    expect(response.headers.get("x-request-id")).toMatch(/^req_[0-9a-f]{24}$/)
    const answer = (await response.json()) as Record<string, unknown>
    expect(answer).toMatchObject({
      object: "chat.completion",
      model: "m",
      taonet: { netuid: 1, uid: 3, hotkey: "5Miner3" },
    })
    expect(answer["id"]).toMatch(/^chatcmpl-/)
    expect(gateway.records).toMatchObject([
      { status: 200, minerUid: 3, attempts: 1, promptTokens: 5, completionTokens: 10 },
    ])
  })

  it("sends the miner one canonical reading of the request", async () => {
    let seen = ""
    const gateway = await start([
      [
        route(1),
        (request) => {
          seen = Buffer.from(request.body).toString()
          return answerJson(completion())
        },
      ],
    ])
    await ask(
      gateway.url,
      '{"model":"x","model":"m","messages":[{"role":"user","content":"hi"}],"custom":{"a":1}}',
    )
    expect(JSON.parse(seen)).toEqual({ ...question, custom: { a: 1 }, stream: false })
    expect(seen.match(/"model"/g)).toHaveLength(1)
  })
})

describe("bad requests", () => {
  const cases: [string, string, number, string, string | null][] = [
    ["not JSON", "{", 400, "invalid_json", null],
    ["empty", "", 400, "invalid_json", null],
    ["an array", "[]", 400, "invalid_json", null],
    ["bad UTF-8 as text", '"\\ud800"', 400, "invalid_json", null],
    [
      "a nesting bomb",
      `{"model":"m","messages":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
      400,
      "invalid_value",
      "messages[0]",
    ],
    ["no model", '{"messages":[]}', 400, "missing_required_parameter", "model"],
    ["model of a wrong type", '{"model":1}', 400, "invalid_value", "model"],
    ["no messages", '{"model":"m"}', 400, "missing_required_parameter", "messages"],
    ["empty messages", '{"model":"m","messages":[]}', 400, "invalid_value", "messages"],
    [
      "a bad role",
      '{"model":"m","messages":[{"role":"god","content":""}]}',
      400,
      "invalid_value",
      "messages[0].role",
    ],
    [
      "no content",
      '{"model":"m","messages":[{"role":"user"}]}',
      400,
      "missing_required_parameter",
      "messages[0].content",
    ],
    [
      "a bad part",
      '{"model":"m","messages":[{"role":"user","content":[{"type":"text"}]}]}',
      400,
      "invalid_value",
      "messages[0].content[0].text",
    ],
    [
      "temperature",
      '{"model":"m","messages":[{"role":"user","content":"a"}],"temperature":3}',
      400,
      "invalid_value",
      "temperature",
    ],
    ["n", '{"model":"m","messages":[{"role":"user","content":"a"}],"n":1.5}', 400, "invalid_value", "n"],
    [
      "stream",
      '{"model":"m","messages":[{"role":"user","content":"a"}],"stream":"yes"}',
      400,
      "invalid_value",
      "stream",
    ],
    [
      "options without stream",
      '{"model":"m","messages":[{"role":"user","content":"a"}],"stream_options":{}}',
      400,
      "invalid_value",
      "stream_options",
    ],
    [
      "stop",
      '{"model":"m","messages":[{"role":"user","content":"a"}],"stop":["a","b","c","d","e"]}',
      400,
      "invalid_value",
      "stop",
    ],
    [
      "an unknown model",
      '{"model":"zz","messages":[{"role":"user","content":"a"}]}',
      404,
      "model_not_found",
      "model",
    ],
    [
      "__proto__ as a model",
      '{"model":"__proto__","messages":[{"role":"user","content":"a"}]}',
      404,
      "model_not_found",
      "model",
    ],
  ]
  it.each(cases)("%s", async (_name, body, status, code, param) => {
    const gateway = await start([[route(1), honest]])
    const response = await ask(gateway.url, body)
    expect(response.status).toBe(status)
    expect(await errorOf(response)).toMatchObject({ type: "invalid_request_error", code, param })
    expect(gateway.asked).toEqual([])
  })

  it("a deep request that is otherwise valid is refused, not fatal", async () => {
    const gateway = await start([[route(1), honest]])
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`
    const response = await ask(
      gateway.url,
      `{"model":"m","messages":[{"role":"user","content":"a"}],"x":${deep}}`,
    )
    expect([200, 400]).toContain(response.status)
    expect((await ask(gateway.url, question)).status).toBe(200)
  })

  it("raw bytes that are not UTF-8", async () => {
    const gateway = await start([[route(1), honest]])
    const body = Buffer.concat([Buffer.from('{"model":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')])
    const response = await ask(gateway.url, "", { body })
    expect(await errorOf(response)).toMatchObject({ code: "invalid_json" })
  })

  it("a form instead of JSON: 415", async () => {
    const gateway = await start([[route(1), honest]])
    const response = await ask(gateway.url, question, { headers: { "content-type": "text/plain" } })
    expect(response.status).toBe(415)
  })

  it("a body over the limit: 413, declared or not, and the connection's owner reads the answer", async () => {
    const gateway = await start([[route(1), honest]], { limits: { bodyBytesMax: 1000 } })
    const big = "x".repeat(300_000)
    const declared = await ask(gateway.url, big)
    expect(declared.status).toBe(413)
    expect(await errorOf(declared)).toMatchObject({ code: "request_too_large" })
    const chunked = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 30; i += 1) controller.enqueue(Buffer.alloc(1000, 32))
        controller.close()
      },
    })
    const undeclared = await ask(gateway.url, "", { body: chunked, duplex: "half" } as RequestInit)
    expect(undeclared.status).toBe(413)
  })

  it("a body that trickles: 408", async () => {
    const gateway = await start([[route(1), honest]], { limits: { bodyTimeoutMs: 50 } })
    const text = await raw(
      gateway.url,
      "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{",
      50,
    )
    expect(text).toMatch(/^HTTP\/1\.1 408 /)
    expect(text).toContain('"code":"request_timeout"')
  })

  it("something that is not HTTP: 400 in OpenAI's shape", async () => {
    const gateway = await start([[route(1), honest]])
    const text = await raw(gateway.url, "\x16\x03\x01 hello\r\n\r\n", 10)
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    expect(text).toContain('{"error":{"message"')
    const big = await raw(gateway.url, `GET / HTTP/1.1\r\nhost: x\r\na: ${"b".repeat(20_000)}\r\n\r\n`, 10)
    expect(big).toMatch(/^HTTP\/1\.1 431 /)
  })

  it("a client that leaves in its body does no harm", async () => {
    const gateway = await start([[route(1), honest]])
    const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1")
    socket.write("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{")
    await new Promise((resolve) => setTimeout(resolve, 30))
    socket.destroy()
    expect((await ask(gateway.url, question)).status).toBe(200)
    expect(gateway.stats()).toMatchObject({ running: 0, waiting: 0 })
  })
})

/** Writes bytes to a socket and returns what came back once something did and `quietMs` passed. */
function raw(url: string, text: string, quietMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1")
    let got = ""
    socket.setEncoding("utf8").on("error", reject)
    socket.on("data", (part) => {
      got += part
      setTimeout(() => socket.destroy(), quietMs)
    })
    socket.on("close", () => resolve(got))
    socket.write(text)
  })
}

describe("routes", () => {
  it("lists models and finds one, also behind a doubled or trailing slash", async () => {
    const miner = route(1, 1, { models: ["m", "org/own-model"] })
    const gateway = await start([[miner, honest]])
    for (const path of ["/v1/models", "//v1//models", "/v1/models/", "/v1/models?x=1"]) {
      const list = (await (await fetch(gateway.url + path)).json()) as { data: { id: string }[] }
      expect(list.data.map((model) => model.id)).toEqual(["m", "org/own-model"])
    }
    for (const path of ["/v1/models/m", "/v1/models/org/own-model", "/v1/models/org%2Fown-model"]) {
      expect((await fetch(gateway.url + path)).status).toBe(200)
    }
    for (const path of ["/v1/models/none", "/v1/models/%zz", "/v1/models/__proto__"]) {
      const response = await fetch(gateway.url + path)
      expect(response.status).toBe(404)
      expect(await errorOf(response)).toMatchObject({ code: "model_not_found" })
    }
  })

  it("404 for an unknown route, 405 with allow for a wrong method", async () => {
    const gateway = await start([])
    for (const path of [
      "/",
      "/v1",
      "/v1/embedding",
      "/constructor",
      "/v1/models/../x".replace("..", "%2e%2e"),
    ]) {
      expect((await fetch(gateway.url + path)).status).toBe(404)
    }
    const response = await fetch(`${gateway.url}/v1/chat/completions`)
    expect(response.status).toBe(405)
    expect(response.headers.get("allow")).toBe("POST, OPTIONS")
    expect(await errorOf(response)).toMatchObject({ code: "method_not_allowed" })
    expect((await fetch(`${gateway.url}/v1/models`, { method: "DELETE" })).status).toBe(405)
    expect((await fetch(`${gateway.url}/v1/models`, { method: "HEAD" })).status).toBe(200)
  })

  it("health tells whether there are miners", async () => {
    const gateway = await start([[route(1), honest]])
    expect(await (await fetch(`${gateway.url}/health`)).json()).toEqual({
      status: "ok",
      netuid: 1,
      miners: 1,
      running: 0,
      waiting: 0,
    })
    const empty = await start([])
    expect(await (await fetch(`${empty.url}/health`)).json()).toMatchObject({ status: "no_miners" })
  })

  it("answers a browser's preflight, also for headers of SDKs to come", async () => {
    const gateway = await start([])
    const response = await fetch(`${gateway.url}/v1/chat/completions`, {
      method: "OPTIONS",
      headers: { "access-control-request-headers": "authorization, x-stainless-new" },
    })
    expect(response.status).toBe(204)
    expect(response.headers.get("access-control-allow-origin")).toBe("*")
    expect(response.headers.get("access-control-allow-headers")).toBe("authorization, x-stainless-new")
    const closed = await start([], { corsOrigin: null } satisfies Partial<GatewayOptions>)
    expect((await fetch(`${closed.url}/v1/models`)).headers.get("access-control-allow-origin")).toBeNull()
  })
})
