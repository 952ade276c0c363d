import { connect } from "node:net"
import { describe, expect, it } from "vitest"
import { closingGateways, errorOf } from "./openGateways.testkit.ts"
import {
  answerJson,
  ask,
  completion,
  type FakeMiner,
  honest,
  question,
  route,
  startGateway,
} from "./testKit.ts"

const start = closingGateways()

describe("load", () => {
  it("runs so many at a time, queues so many, and turns the rest away with retry-after", async () => {
    const gates: (() => void)[] = []
    const slow: FakeMiner = async () => {
      await new Promise<void>((resolve) => gates.push(resolve))
      return answerJson(completion())
    }
    const gateway = await start([[route(1), slow]], { limits: { concurrentMax: 1, queueMax: 1 } })
    const first = ask(gateway.url, question)
    await expect.poll(() => gateway.stats().running).toBe(1)
    const second = ask(gateway.url, question)
    await expect.poll(() => gateway.stats().waiting).toBe(1)
    const third = await ask(gateway.url, question)
    expect(third.status).toBe(429)
    expect(third.headers.get("retry-after")).toBe("1")
    expect(await errorOf(third)).toMatchObject({ type: "rate_limit_error", code: "gateway_busy" })
    gates.shift()?.()
    expect((await first).status).toBe(200)
    await expect.poll(() => gates.length).toBe(1)
    gates.shift()?.()
    expect((await second).status).toBe(200)
    expect(gateway.stats()).toMatchObject({ running: 0, waiting: 0 })
  })

  it("gives up waiting after the queue's time-out, and forgets a client that leaves the queue", async () => {
    const never: FakeMiner = (request) =>
      new Promise((_, reject) => request.signal.addEventListener("abort", () => reject(new Error("cut"))))
    const gateway = await start([[route(1), never]], {
      limits: { concurrentMax: 1, queueMax: 1, queueTimeoutMs: 100 },
    })
    const leaving = new AbortController()
    const first = ask(gateway.url, question, { signal: leaving.signal }).catch(() => "left")
    await expect.poll(() => gateway.stats().running).toBe(1)
    expect((await ask(gateway.url, question)).status).toBe(429)
    const third = ask(gateway.url, question, { signal: leaving.signal }).catch(() => "left")
    await expect.poll(() => gateway.stats().waiting).toBe(1)
    leaving.abort()
    expect(await Promise.all([first, third])).toEqual(["left", "left"])
    await expect.poll(() => gateway.stats()).toMatchObject({ running: 0, waiting: 0 })
    expect(gateway.records.map((record) => record.status).sort()).toEqual([429, 499, 499])
  })

  it("bounds what all bodies together may hold", async () => {
    const gateway = await start([[route(1), honest]], { limits: { bodyBytesInFlightMax: 1000 } })
    const held = connect(Number(new URL(gateway.url).port), "127.0.0.1")
    held.on("error", () => {})
    held.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 2000\r\n\r\n${" ".repeat(900)}`,
    )
    const status = async () => (await ask(gateway.url, { ...question, pad: "x".repeat(200) })).status
    await expect.poll(status).toBe(429)
    held.destroy()
    await expect.poll(status).toBe(200)
  })

  it("close lets a running answer end and refuses new ones", async () => {
    let open_ = () => {}
    const slow: FakeMiner = async () => {
      await new Promise<void>((resolve) => (open_ = resolve))
      return answerJson(completion())
    }
    const gateway = await startGateway([[route(1), slow]])
    const running = ask(gateway.url, question)
    await expect.poll(() => gateway.stats().running).toBe(1)
    const closing = gateway.close(5_000)
    await expect(fetch(`${gateway.url}/health`)).rejects.toThrow()
    open_()
    expect((await running).status).toBe(200)
    await closing
  })

  it("close ends what does not end by itself with an error", async () => {
    const never: FakeMiner = () => new Promise(() => {})
    const gateway = await startGateway([[route(1), never]])
    const running = ask(gateway.url, question)
    await expect.poll(() => gateway.stats().running).toBe(1)
    await gateway.close(10)
    const response = await running
    expect(response.status).toBe(503)
    expect(await errorOf(response)).toMatchObject({ code: "shutting_down" })
  })

  it("says that a port is taken", async () => {
    const gateway = await start([])
    const port = Number(new URL(gateway.url).port)
    await expect(startGateway([], { port })).rejects.toMatchObject({ code: "EADDRINUSE" })
  })
})
