import { createServer } from "node:net"
import { afterEach, describe, expect, it } from "vitest"
import { sha256Hex } from "../btauth/payload.ts"
import { responseTrailer, signResponse } from "../btauth/response.ts"
import { hotkeyFromUri } from "../hotkey.ts"
import { fakeAxon, signedHeaders } from "../testKit.ts"
import { createDendrite } from "./dendrite.ts"
import { DendriteError } from "./errors.ts"
import { createEventSplitter } from "./sseEvents.ts"
import type { DendriteRequest } from "./types.ts"

const alice = hotkeyFromUri("//Alice")
const bob = hotkeyFromUri("//Bob")
const eve = hotkeyFromUri("//Eve")
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

type Answer = Parameters<typeof fakeAxon>[1]
async function setUp(answer: Answer) {
  const axon = await fakeAxon(bob, answer)
  const dendrite = createDendrite({ hotkey: alice, connectTimeoutMs: 500 })
  closers.push(() => dendrite.close(), axon.close)
  return { target: axon.target, dendrite }
}
const codeOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => "answered",
    (error) => (error instanceof DendriteError ? error.code : `raw ${error}`),
  )
async function ask(answer: Answer, request: Partial<DendriteRequest> = {}): Promise<string> {
  const { target, dendrite } = await setUp(answer)
  return codeOf(dendrite.request(target, { path: "/x", body: {}, ...request }))
}
async function askStream(
  answer: Answer,
  request: Partial<DendriteRequest> = {},
): Promise<[string, string[]]> {
  const { target, dendrite } = await setUp(answer)
  const got: string[] = []
  const code = await codeOf(
    (async () => {
      const stream = await dendrite.stream(target, { path: "/x", body: {}, ...request })
      for await (const event of stream.events) got.push(event.data)
    })(),
  )
  return [code, got]
}

describe("plain answers", () => {
  it("accepts a true one", async () => {
    expect(
      await ask((response, request) => response.writeHead(200, signedHeaders(bob, request, "{}")).end("{}")),
    ).toBe("answered")
  })

  it("refuses one that is unsigned, signed by another, or signed for another request or status", async () => {
    const bad = "BadResponseSignature"
    expect(await ask((response) => response.end("{}"))).toBe(bad)
    expect(
      await ask((response, request) => response.writeHead(200, signedHeaders(eve, request, "{}")).end("{}")),
    ).toBe(bad)
    expect(
      await ask((response, request) =>
        response
          .writeHead(200, signedHeaders(bob, { ...request, requestId: sha256Hex("other") }, "{}"))
          .end("{}"),
      ),
    ).toBe(bad)
    expect(
      await ask((response, request) =>
        response.writeHead(201, signedHeaders(bob, request, "{}", 200)).end("{}"),
      ),
    ).toBe(bad)
  })

  it("sees a miner that lies about its hash", async () => {
    const lie: Answer = (response, request) =>
      response.writeHead(200, signedHeaders(bob, request, "truth")).end("{}")
    expect(await ask(lie)).toBe("HashMismatch")
  })

  it("gives up on a miner that hangs, before or within its answer", async () => {
    expect(await ask(() => {}, { timeoutMs: 60 })).toBe("Timeout")
    expect(await ask((response) => void response.write("{"), { timeoutMs: 60 })).toBe("Timeout")
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 30)
    expect(await ask(() => {}, { signal: stop.signal })).toBe("Aborted")
  })

  it("names a refused connection, a cut answer, a bad status and an endless answer", async () => {
    const dendrite = createDendrite({ hotkey: alice })
    closers.push(() => dendrite.close())
    const free = await freePort()
    expect(
      await codeOf(dendrite.request({ hotkey: bob.ss58, ip: "127.0.0.1", port: free }, { path: "/" })),
    ).toBe("Refused")
    expect(await ask((response) => void response.destroy())).toBe("Refused")
    const cut: Answer = (response, request) => {
      response.writeHead(200, { ...signedHeaders(bob, request, "{}"), "content-length": "100" })
      response.write("{", () => response.destroy())
    }
    expect(await ask(cut)).toBe("DiedMidStream")
    expect(await ask((response) => response.writeHead(429, { "retry-after": "2" }).end("{}"))).toBe(
      "HttpStatus",
    )
    expect(await ask((response) => response.end("x".repeat(2_000)), { maxBytes: 1_000 })).toBe("TooLarge")
  })

  it("asks once more, with a fresh nonce, when an idle connection was closed", async () => {
    const nonces: bigint[] = []
    const { target, dendrite } = await setUp((response, request) => {
      nonces.push(request.nonce)
      if (nonces.length === 2) response.destroy()
      else response.writeHead(200, signedHeaders(bob, request, "{}")).end("{}")
    })
    await dendrite.request(target, { path: "/x" })
    await dendrite.request(target, { path: "/x" })
    expect(new Set(nonces).size).toBe(3)
  })
})

describe("streams", () => {
  const body = "data: one\n\ndata: two\r\n\r\n"
  const head = { "content-type": "text/event-stream" }

  it("accepts a true one, in whatever pieces it comes", async () => {
    const answer: Answer = (response, request) => {
      const trailer = responseTrailer(signResponse(bob, request, 200, sha256Hex(body)))
      response.writeHead(200, head)
      const bytes = Buffer.from(body + trailer)
      for (let at = 0; at < bytes.length; at += 7) response.write(bytes.subarray(at, at + 7))
      response.end()
    }
    expect(await askStream(answer)).toEqual(["answered", ["one", "two"]])
  })

  it("refuses a false hash, a false signature and anything after the signed end", async () => {
    const end =
      (signedBody: string, key = bob, more = ""): Answer =>
      (response, request) =>
        response
          .writeHead(200, head)
          .end(body + responseTrailer(signResponse(key, request, 200, sha256Hex(signedBody))) + more)
    expect((await askStream(end("data: other\n\n")))[0]).toBe("HashMismatch")
    expect((await askStream(end(body, eve)))[0]).toBe("BadResponseSignature")
    expect((await askStream(end(body, bob, "data: more\n\n")))[0]).toBe("HashMismatch")
    expect((await askStream(end(body, bob, "da")))[0]).toBe("HashMismatch")
  })

  it("tells a miner that died from one that finished", async () => {
    const dies: Answer = (response) => {
      response.writeHead(200, head)
      response.write(body, () => response.destroy())
    }
    expect(await askStream(dies)).toEqual(["DiedMidStream", ["one", "two"]])
    expect((await askStream((response) => response.writeHead(200, head).end(body)))[0]).toBe("DiedMidStream")
  })

  it("gives up on a stream that hangs, floods or is none", async () => {
    const hangs: Answer = (response) => void response.writeHead(200, head).write(body)
    expect(await askStream(hangs, { timeoutMs: 60 })).toEqual(["Timeout", ["one", "two"]])
    const floods: Answer = (response) => response.writeHead(200, head).end(`data: ${"x".repeat(5_000)}\n\n`)
    expect((await askStream(floods, { maxBytes: 1_000 }))[0]).toBe("TooLarge")
    expect((await askStream((response) => response.end("{}")))[0]).toBe("BadResponse")
  })
})

it("splits events whole, whatever the cuts", () => {
  const text = "event: a\ndata: 1\ndata: 2\n\n: note\n\ndata:x\n\n"
  const splitter = createEventSplitter(100)
  const events = [...text].flatMap((letter) => splitter.push(Buffer.from(letter)))
  expect(events.map(({ event, data }) => [event, data])).toEqual([
    ["a", "1\n2"],
    ["message", ""],
    ["message", "x"],
  ])
  expect(Buffer.concat(events.map(({ raw }) => raw)).toString()).toBe(text)
  expect(() => createEventSplitter(10).push(Buffer.from("data: too long"))).toThrow(RangeError)
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
