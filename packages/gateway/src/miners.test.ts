import { describe, expect, it } from "vitest"
import { closingGateways } from "./openGateways.testkit.ts"
import {
  answerJson,
  answerParts,
  ask,
  chunk,
  completion,
  done,
  event,
  type FakeMiner,
  goodStream,
  honest,
  type Part,
  question,
  route,
  startGateway,
  type TestGateway,
  type TestOptions,
  usageEvent,
  words,
} from "./testKit.ts"

/** What miners can do wrong, and that the client sees either another miner's answer or a documented error. */

const startWith = closingGateways()

const fast = { firstByteTimeoutMs: 80, plainAnswerTimeoutMs: 80, idleTimeoutMs: 80 }

function start(miners: readonly FakeMiner[], options: TestOptions = {}) {
  const pairs = miners.map((miner, index) => [route(index), miner] as const)
  return startWith(pairs, { limits: fast, ...options })
}

const hang: FakeMiner = () => new Promise(() => {})
const stall = () => new Promise(() => {})
const json =
  (payload: object | string): FakeMiner =>
  () =>
    answerJson(payload)
const withChoice = (choice: object, more: object = {}) =>
  json({ ...completion(), choices: [choice], ...more })
const message = { role: "assistant", content: "hi" }

const plainFailures: [string, FakeMiner, string][] = [
  ["hangs before its head", hang, "timeout"],
  ["hangs in its body", () => answerParts(['{"id"', stall()]), "timeout"],
  ["cannot be reached", () => Promise.reject(new Error("ECONNREFUSED")), "unreachable"],
  ["dies in its body", () => answerParts(['{"id"', new Error("socket hang up")]), "broken"],
  ["answers 500", () => answerJson({}, { status: 500 }), "broken"],
  ["answers 302", () => answerJson({}, { status: 302 }), "broken"],
  ["answers 401", () => answerJson({ error: { message: "who?" } }, { status: 401 }), "broken"],
  ["says nothing", json(""), "broken"],
  ["sends no JSON", json("<html>"), "broken"],
  ["sends bad UTF-8", () => answerParts([Uint8Array.of(0x22, 0xff, 0x22)]), "broken"],
  ["sends a JSON array", json("[]"), "broken"],
  ["sends an error with 200", json({ error: { message: "no" } }), "broken"],
  ["sends no choices", json({ choices: [] }), "broken"],
  [
    "sends more choices than asked",
    json({ choices: [0, 1].map((index) => ({ index, message, finish_reason: "stop" })) }),
    "broken",
  ],
  ["sends a wrong index", withChoice({ index: 1, message, finish_reason: "stop" }), "broken"],
  [
    "speaks as the user",
    withChoice({ index: 0, message: { role: "user", content: "" }, finish_reason: "stop" }),
    "broken",
  ],
  [
    "has no content",
    withChoice({ index: 0, message: { role: "assistant", content: null }, finish_reason: "stop" }),
    "broken",
  ],
  ["has no finish_reason", withChoice({ index: 0, message }), "broken"],
  [
    "inflates its usage",
    json({ ...completion(), usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 4 } }),
    "broken",
  ],
  [
    "claims negative usage",
    json({ ...completion(), usage: { prompt_tokens: -1, completion_tokens: 1, total_tokens: 0 } }),
    "broken",
  ],
  [
    "sends too much",
    () =>
      answerParts(
        (function* () {
          for (;;) yield Buffer.alloc(65_536, 32)
        })(),
      ),
    "broken",
  ],
  ["signs something else", () => answerJson(completion(), { verified: Promise.resolve(false) }), "lied"],
  [
    "breaks verification",
    () => answerJson(completion(), { verified: Promise.reject(new Error("bad")) }),
    "lied",
  ],
  ["never verifies", () => answerJson(completion(), { verified: new Promise(() => {}) }), "timeout"],
  ["refuses without an error", () => answerJson("no", { status: 400 }), "broken"],
]

describe("a plain answer from a miner that", () => {
  it.each(plainFailures)("%s is replaced by the next miner's", async (_name, miner, kind) => {
    const gateway = await start([miner, honest])
    const response = await ask(gateway.url, question)
    expect(response.status).toBe(200)
    expect(response.headers.get("x-taonet-miner-uid")).toBe("1")
    expect(gateway.asked).toEqual([0, 1])
    expect(gateway.log[0]).toMatchObject({ event: "miner_failure", uid: 0, kind })
    expect(gateway.records).toMatchObject([{ status: 200, attempts: 2, minerUid: 1 }])
  })

  it("fails, and nobody is left: 502; all silent: 504; none at all: 503; all busy: 429", async () => {
    const broken = json("?")
    expect(await errorOf(await start([broken, hang]))).toMatchObject({ status: 502, code: "miners_failed" })
    expect(await errorOf(await start([hang, hang]))).toMatchObject({ status: 504, code: "miner_timeout" })
    expect(await errorOf(await start([]))).toMatchObject({ status: 503, code: "no_miner", retryAfter: "2" })
    const busy = (seconds: string) => answerJson({}, { status: 429, headers: { "retry-after": seconds } })
    const sane = await start([() => busy("7"), () => busy("4")])
    expect(await errorOf(sane)).toMatchObject({ status: 429, code: "miners_busy", retryAfter: "4" })
    const odd = await start([() => busy("-1"), () => busy("x")])
    expect(await errorOf(odd)).toMatchObject({ status: 429, retryAfter: "1" })
  })

  it("refuses: another is asked, two that agree are believed, one against failures is not", async () => {
    const why = { message: "too long", code: "context_length_exceeded" }
    const refuse: FakeMiner = () => answerJson({ error: why }, { status: 400 })
    const lone = await start([refuse, honest])
    expect((await ask(lone.url, question)).status).toBe(200)
    const agreed = await start([refuse, refuse, honest])
    expect(await errorOf(agreed)).toMatchObject({ status: 400, type: "invalid_request_error", ...why })
    expect(agreed.asked).toHaveLength(2)
    expect(await errorOf(await start([refuse]))).toMatchObject({ status: 400 })
    expect(await errorOf(await start([refuse, json("?")]))).toMatchObject({ status: 502 })
  })

  it("asks no more miners than allowed, and no longer than allowed", async () => {
    const gateway = await start(Array.from({ length: 6 }, () => json("?")))
    expect((await ask(gateway.url, question)).status).toBe(502)
    expect(gateway.asked).toHaveLength(3)
    const slow = await start([hang, hang, hang], { limits: { totalTimeoutMs: 60 } })
    expect((await ask(slow.url, question)).status).toBe(504)
    expect(slow.asked).toHaveLength(1)
  })
})

async function errorOf(gateway: TestGateway): Promise<object> {
  const response = await ask(gateway.url, question)
  const { error } = (await response.json()) as { error: object }
  return { status: response.status, retryAfter: response.headers.get("retry-after"), ...error }
}

interface Event {
  error?: { code: string; message: string }
  choices?: { delta: { content?: string }; finish_reason: string | null }[]
  usage?: object | null
  taonet?: object
}

const askStream = (gateway: TestGateway, more: object = {}) =>
  ask(gateway.url, { ...question, stream: true, ...more })

const streamOf = async (gateway: TestGateway, more: object = {}) => read(await askStream(gateway, more))

async function read(response: Response) {
  const text = await response.text()
  const data = text
    .split("\n\n")
    .filter(Boolean)
    .map((each) => each.replace(/^data: /, ""))
  const ended = data.at(-1) === "[DONE]"
  const events = data.filter((each) => each !== "[DONE]").map((each) => JSON.parse(each) as Event)
  const content = events.map((each) => each.choices?.[0]?.delta.content ?? "").join("")
  return { response, events, ended, content, text }
}

const streamer =
  (parts: Part[], verified = Promise.resolve(true)): FakeMiner =>
  () =>
    answerParts(parts, { verified })
const hello = [chunk({ role: "assistant", content: "" }), chunk({ content: "hello" })]
const end = [chunk({}, "stop"), done]

describe("a stream", () => {
  it("comes through word by word, re-labelled, with the miner named, and usage only when asked", async () => {
    const gateway = await start([honest])
    const { response, events, ended, content } = await streamOf(gateway)
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8")
    expect(response.headers.get("x-taonet-miner-uid")).toBe("0")
    expect(content).toBe(words.join(" "))
    expect(ended).toBe(true)
    expect(events.every((each) => !("usage" in each))).toBe(true)
    expect(events[0]).toMatchObject({
      model: "m",
      object: "chat.completion.chunk",
      taonet: { uid: 0, netuid: 1 },
    })
    const asked = await streamOf(gateway, { stream_options: { include_usage: true } })
    expect(asked.events.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 10 } })
    expect(asked.events.slice(0, -1).every((each) => each.usage === null)).toBe(true)
    expect(gateway.records[0]).toMatchObject({ stream: true, promptTokens: 5, completionTokens: 10 })
  })

  it("is read whatever its line ends, cuts and comments", async () => {
    const bytes = Buffer.from(
      `\uFEFF: hi\r\n\r\n${[...hello, chunk({ content: " wörld" }), ...end].join(": ping\n").replaceAll("\n", "\r\n")}event: btauth\r\ndata: {}\r\n\r\n`,
    )
    const single = Array.from(bytes, (byte) => Uint8Array.of(byte))
    const { content, ended } = await streamOf(await start([streamer(single)]))
    expect(content).toBe("hello wörld")
    expect(ended).toBe(true)
  })

  const early: [string, Part[]][] = [
    ["has no events", []],
    ["ends at once", [done]],
    ["says only its role and dies", [hello[0] as string, new Error("reset")]],
    ["says only its role and stalls", [hello[0] as string, stall()]],
    ["only pings", [": ping\n\n", stall()]],
    ["sends an error first", [event({ error: { message: "gpu on fire" } })]],
    ["sends a named error first", ["event: error\ndata: {}\n\n"]],
    ["sends plain JSON", [JSON.stringify(completion())]],
    ["sends bad JSON", ["data: {\n\n"]],
    ["sends bad UTF-8", [Uint8Array.of(0x64, 0xff)]],
    ["sends an endless line", [`data: ${"x".repeat(300_000)}`]],
    ["sends many empty chunks", Array.from({ length: 20 }, () => chunk({}))],
    ["sends content of a wrong type", [chunk({ content: 5 })]],
  ]
  it.each(early)("that %s costs the client nothing", async (_name, parts) => {
    const gateway = await start([streamer(parts), honest])
    const { content, ended, response } = await streamOf(gateway)
    expect(response.headers.get("x-taonet-miner-uid")).toBe("1")
    expect([content, ended]).toEqual([words.join(" "), true])
  })

  const late: [string, Part[], boolean, string][] = [
    ["dies", [...hello, new Error("reset")], true, "miners_failed"],
    ["stalls", [...hello, stall()], true, "miner_timeout"],
    ["ends without [DONE]", hello, true, "miners_failed"],
    ["ends without a finish_reason", [...hello, done], true, "miners_failed"],
    ["sends an error", [...hello, event({ error: { message: "oops" } })], true, "miners_failed"],
    ["sends garbage", [...hello, "data: nonsense\n\n"], true, "miners_failed"],
    ["talks on after [DONE]", [...hello, ...end, chunk({ content: "more" })], true, "miners_failed"],
    ["stalls after [DONE]", [...hello, ...end, stall()], true, "miner_timeout"],
    ["has a wrong signature", [...hello, ...end], false, "miners_failed"],
    [
      "is endless",
      (function* () {
        yield* hello
        for (;;) yield chunk({ content: "x".repeat(200_000) })
      })() as unknown as Part[],
      true,
      "miners_failed",
    ],
  ]
  it.each(late)(
    "that %s after its first word ends in an error event, never silently",
    async (_name, parts, verified, code) => {
      const gateway = await start([streamer(parts, Promise.resolve(verified)), honest])
      const { events, ended, content, response } = await streamOf(gateway)
      expect(response.status).toBe(200)
      expect(content.startsWith("hello")).toBe(true)
      expect(ended).toBe(false)
      expect(events.at(-1)?.error).toMatchObject({ code, type: "server_error" })
      expect(gateway.asked).toEqual([0])
      expect(gateway.records).toMatchObject([{ code, minerUid: 0, stream: true }])
      expect(gateway.stats().running).toBe(0)
    },
  )

  it("is given up when its reader leaves, and the miner keeps its good name", async () => {
    let aborted = false
    const endless: FakeMiner = (request) => {
      request.signal.addEventListener("abort", () => (aborted = true))
      return answerParts([...hello, stall()])
    }
    const gateway = await start([endless], { limits: {} })
    const leaving = new AbortController()
    const response = await ask(gateway.url, { ...question, stream: true }, { signal: leaving.signal })
    await response.body?.getReader().read()
    leaving.abort()
    await expect.poll(() => aborted).toBe(true)
    await expect
      .poll(() => gateway.records)
      .toMatchObject([{ status: 499, code: "client_gone", minerUid: 0 }])
    expect(gateway.stats()).toMatchObject({ running: 0, miners: [{ failures: 0 }] })
  })

  it("whose reader does not read is cut, and the miner is not blamed", async () => {
    const flood = function* () {
      yield* hello
      for (let i = 0; i < 1000; i += 1) yield chunk({ content: "x".repeat(60_000) })
    }
    const gateway = await start([() => answerParts(flood())], {
      limits: { ...fast, answerBytesMax: 2 ** 30 },
    })
    const response = await ask(gateway.url, { ...question, stream: true })
    await expect.poll(() => gateway.records).toMatchObject([{ status: 499 }])
    expect(gateway.stats()).toMatchObject({ running: 0, miners: [{ failures: 0 }] })
    await response.body?.cancel().catch(() => {})
  })

  it("ends with an error event when the gateway closes", async () => {
    const gateway = await startGateway([[route(0), streamer([...hello, stall()])]])
    // Answers once the miner has begun to speak.
    const streaming = await askStream(gateway)
    await gateway.close(10)
    expect((await read(streaming)).events.at(-1)?.error?.code).toBe("shutting_down")
  })

  it("asks the miner for usage even when the client does not", async () => {
    let seen: unknown
    const gateway = await start([
      (request) => {
        seen = JSON.parse(Buffer.from(request.body).toString())
        return answerParts(goodStream())
      },
    ])
    await streamOf(gateway)
    expect(seen).toMatchObject({ stream: true, stream_options: { include_usage: true } })
    expect(usageEvent).toContain("usage")
  })
})
