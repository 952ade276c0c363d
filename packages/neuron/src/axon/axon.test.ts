import { request as httpRequest } from "node:http"
import { afterEach, describe, expect, it } from "vitest"
import { signRequest } from "../btauth/signRequest.ts"
import { systemClock } from "../clock.ts"
import { createDendrite } from "../dendrite/dendrite.ts"
import type { DendriteError } from "../dendrite/errors.ts"
import { hotkeyFromUri } from "../hotkey.ts"
import { rawExchange } from "../testKit.ts"
import { type Axon, type AxonDeps, type AxonOptions, createAxon } from "./axon.ts"
import type { AxonRequest, AxonRoute } from "./types.ts"

const alice = hotkeyFromUri("//Alice")
const bob = hotkeyFromUri("//Bob")
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const echo: AxonRoute = {
  method: "POST",
  path: "/echo",
  handle: async (request) => ({
    status: 200,
    body: JSON.stringify({ from: request.caller?.hotkey, text: Buffer.from(request.body).toString() }),
  }),
}
const health: AxonRoute = {
  method: "GET",
  path: "/health",
  public: true,
  handle: async () => ({ status: 200, body: "{}" }),
}

async function start(options: Partial<AxonOptions> = {}, deps: AxonDeps = {}): Promise<Axon> {
  const axon = await createAxon({ hotkey: bob, routes: [echo, health], drainMs: 50, ...options }, deps)
  closers.push(() => axon.close())
  return axon
}
const target = (axon: Axon) => ({ hotkey: bob.ss58, ip: axon.host, port: axon.port })
function client() {
  const dendrite = createDendrite({ hotkey: alice })
  closers.unshift(() => dendrite.close())
  return dendrite
}

/** A request signed by hand, so that it can be spoiled after signing. */
async function post(
  axon: Axon,
  change: {
    headers?: Record<string, string | undefined>
    body?: string
    path?: string
    receiver?: string
    nonce?: bigint
  } = {},
): Promise<{ status: number; code: string; headers: Record<string, unknown> }> {
  const { headers } = signRequest(alice, {
    method: "POST",
    target: "/echo",
    body: Buffer.from("hello"),
    receiver: change.receiver ?? bob.ss58,
    nonce: change.nonce ?? systemClock.unixNanoseconds(),
  })
  const merged = Object.fromEntries(
    Object.entries({ ...headers, ...change.headers }).filter(([, value]) => value !== undefined),
  ) as Record<string, string>
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: axon.host,
        port: axon.port,
        method: "POST",
        path: change.path ?? "/echo",
        headers: merged,
        agent: false,
      },
      (response) => {
        let text = ""
        response.on("data", (chunk) => {
          text += chunk
        })
        response.on("end", () => {
          const code = JSON.parse(text).error?.code ?? "none"
          resolve({ status: response.statusCode ?? 0, code, headers: response.headers })
        })
      },
    )
    sent.on("error", reject)
    sent.end(change.body ?? "hello")
  })
}

describe("axon and dendrite over real HTTP", () => {
  it("answers a signed request with a signed response", async () => {
    const axon = await start()
    const response = await client().request(target(axon), { path: "/echo", body: "hello" })
    expect(response.json()).toEqual({ from: alice.ss58, text: "hello" })
    expect(response.evidence).toMatchObject({ status: 200, responder: bob.ss58 })
    expect(axon.host).toBe("127.0.0.1")
  })

  it("streams events and proves them with the trailer", async () => {
    const stream: AxonRoute = {
      ...echo,
      path: "/stream",
      handle: async () => ({
        status: 200,
        events: (async function* () {
          yield "data: one\n\n"
          yield ": a comment is hashed too\n\n"
          yield "data: [DONE]\n\n"
        })(),
      }),
    }
    const axon = await start({ routes: [stream] })
    const answer = await client().stream(target(axon), { path: "/stream" })
    expect(answer.evidence()).toBeUndefined()
    const data: string[] = []
    for await (const event of answer.events) data.push(event.data)
    expect(data).toEqual(["one", "[DONE]"])
    expect(answer.evidence()?.responder).toBe(bob.ss58)
  })

  it("turns a failure in mid-stream into a signed error event", async () => {
    const stream: AxonRoute = {
      ...echo,
      handle: async () => ({
        status: 200,
        events: (async function* () {
          yield "data: one\n\n"
          throw new Error("secret detail")
        })(),
      }),
    }
    const axon = await start({ routes: [stream] })
    const answer = await client().stream(target(axon), { path: "/echo" })
    const data: string[] = []
    for await (const event of answer.events) data.push(event.data)
    expect(JSON.parse(data[1] ?? "{}").error.code).toBe("StreamFailed")
    expect(data.join()).not.toContain("secret")
  })

  it("serves public routes without a signature and names what it does not serve", async () => {
    const axon = await start()
    expect((await fetch(`${axon.url}/health`)).status).toBe(200)
    expect((await fetch(`${axon.url}/nothing`)).status).toBe(404)
    const wrong = await fetch(`${axon.url}/echo`)
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "POST"])
  })
})

describe("refusals", () => {
  it.each<[string, string, Parameters<typeof post>[1]]>([
    ["no signature", "MalformedAuth", { headers: { "x-bittensor-signature": undefined } }],
    ["an empty signature", "MalformedAuth", { headers: { "x-bittensor-signature": "" } }],
    ["no btauth headers", "MalformedAuth", { headers: { "x-bittensor-version": undefined } }],
    ["another receiver", "WrongReceiver", { receiver: alice.ss58 }],
    ["a stale nonce", "StaleRequest", { nonce: systemClock.unixNanoseconds() - 60_000_000_000n }],
    ["a nonce from the future", "StaleRequest", { nonce: systemClock.unixNanoseconds() + 60_000_000_000n }],
    ["a tampered body", "BadSignature", { body: "jello" }],
    ["another target", "BadSignature", { path: "/echo?admin=1" }],
    ["another sender's name", "BadSignature", { headers: { "x-bittensor-hotkey": bob.ss58 } }],
  ])("refuses %s: 401 %s", async (_, code, change) => {
    const answer = await post(await start(), change)
    expect([answer.status, answer.code]).toEqual([401, code])
    expect(answer.headers["x-bittensor-signature"]).toBeUndefined()
  })

  it("refuses a replay", async () => {
    const axon = await start()
    const nonce = systemClock.unixNanoseconds()
    expect((await post(axon, { nonce })).status).toBe(200)
    expect(await post(axon, { nonce })).toMatchObject({ status: 401, code: "ReplayedRequest" })
  })

  it("refuses an oversized body, announced or not, and goes on serving", async () => {
    const axon = await start({ maxBodyBytes: 1_000 })
    const body = "x".repeat(5_000)
    const plain = await post(axon, { body, headers: { "content-length": "5000" } })
    expect(plain).toMatchObject({ status: 413, code: "BodyTooLarge" })
    const chunked = await post(axon, { body, headers: { "transfer-encoding": "chunked" } })
    expect(chunked).toMatchObject({ status: 413, code: "BodyTooLarge" })
    expect((await post(axon)).status).toBe(200)
  })

  it("does not wait for a slow body or slow headers", async () => {
    const axon = await start({ bodyTimeoutMs: 100, headerTimeoutMs: 100 })
    const { headers } = signRequest(alice, {
      method: "POST",
      target: "/echo",
      body: Buffer.from("hello"),
      receiver: bob.ss58,
      nonce: systemClock.unixNanoseconds(),
    })
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    const slowBody = await rawExchange(axon.port, [
      `POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n${head.join("")}\r\n`,
      "he",
    ])
    expect(slowBody).toMatch(/^HTTP\/1\.1 408 [\s\S]*BodyTimeout/)
    const slowHead = await rawExchange(axon.port, ["POST /echo HTTP/1.1\r\n", "host: x"])
    expect(slowHead).toMatch(/^HTTP\/1\.1 408/)
  })

  it("turns away with 503 when all places are taken, the lowest priority first", async () => {
    const started: (() => void)[] = []
    let wake = (): void => {}
    /** The function that lets the `count`-th request finish, once that runs. */
    const running = async (count: number): Promise<() => void> => {
      while (started.length < count) await new Promise<void>((resolve) => (wake = resolve))
      return started[count - 1] as () => void
    }
    const slow: AxonRoute = {
      ...echo,
      handle: () =>
        new Promise((resolve) => {
          started.push(() => resolve({ status: 200, body: "{}" }))
          wake()
        }),
    }
    const eve = hotkeyFromUri("//Eve")
    const axon = await start(
      { routes: [slow], maxConcurrent: 1, maxWaiting: 1 },
      { priority: (caller) => (caller.hotkey === alice.ss58 ? 1 : 0) },
    )
    const low = createDendrite({ hotkey: eve })
    closers.unshift(() => low.close())
    const high = client()
    const ask = { path: "/echo", body: "x" }
    const first = low.request(target(axon), ask)
    const finishFirst = await running(1)
    // Whichever of the two comes first, the favoured one has the only place in the queue in the end.
    const waits = low.request(target(axon), ask).catch((error: DendriteError) => error)
    const favoured = high.request(target(axon), ask)
    const pushedOut = (await waits) as DendriteError
    expect(pushedOut).toMatchObject({
      code: "HttpStatus",
      status: 503,
      remoteCode: "Overloaded",
      retryAfterMs: 1_000,
    })
    finishFirst()
    await first
    const finishFavoured = await running(2)
    finishFavoured()
    expect((await favoured).status).toBe(200)
  })

  it("applies the blacklist, a handler's time limit and hides a handler's failure", async () => {
    const routes: AxonRoute[] = [
      { ...echo, path: "/hang", handle: () => new Promise(() => {}) },
      { ...echo, path: "/fail", handle: () => Promise.reject(new Error("secret detail")) },
      echo,
    ]
    const blacklist = (_: unknown, request: AxonRequest) => (request.path === "/echo" ? "not you" : undefined)
    const axon = await start({ routes, handlerTimeoutMs: 50 }, { blacklist })
    const dendrite = client()
    const failure = (path: string) =>
      dendrite.request(target(axon), { path }).then(
        () => "answered",
        (error: DendriteError) => `${error.status} ${error.remoteCode} ${error.message}`,
      )
    expect(await failure("/echo")).toContain("403 Blacklisted")
    expect(await failure("/hang")).toContain("504 HandlerTimeout")
    expect(await failure("/fail")).toMatch(/^500 InternalError (?!.*secret)/)
  })

  it("tells the handler when the client hangs up, and closes while requests run", async () => {
    let onAbort = (): void => {}
    const aborted = new Promise<void>((resolve) => (onAbort = resolve))
    const hangUp = new AbortController()
    const hang: AxonRoute = {
      ...echo,
      handle: ({ signal }) =>
        new Promise(() => {
          signal.addEventListener("abort", () => onAbort(), { once: true })
          hangUp.abort()
        }),
    }
    const axon = await start({ routes: [hang] })
    const answer = client().request(target(axon), { path: "/echo", signal: hangUp.signal })
    await expect(answer).rejects.toMatchObject({ code: "Aborted" })
    await aborted
    const second = client().request(target(axon), { path: "/echo" })
    await new Promise((resolve) => setTimeout(resolve, 30))
    await axon.close()
    await expect(second).rejects.toMatchObject({ code: expect.stringMatching(/Refused|HttpStatus/) })
  })
})
