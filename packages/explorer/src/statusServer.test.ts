import { createHash } from "node:crypto"
import { request as httpRequest } from "node:http"
import { afterEach, describe, expect, it } from "vitest"
import { chromiumPath, openInBrowser } from "./browser.testkit.ts"
import { createQueryLog } from "./queryLog.ts"
import { createStatusServer, type StatusServer, type StatusServerOptions } from "./statusServer.ts"
import { exampleStatus } from "./testKit.ts"

const open: StatusServer[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

async function start(options: Partial<StatusServerOptions> = {}): Promise<string> {
  const server = createStatusServer({ source: { status: () => exampleStatus() }, intervalMs: 20, ...options })
  open.push(server)
  return (await server.listen()).url
}

/** The first `n` events of the stream. */
async function eventsOf(url: string, n: number): Promise<string[]> {
  const leaving = new AbortController()
  const response = await fetch(`${url}/api/events`, { signal: leaving.signal })
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8")
  let text = ""
  for await (const part of response.body ?? []) {
    text += Buffer.from(part).toString()
    if (text.split("\n\n").length > n) break
  }
  leaving.abort()
  return text.split("\n\n").slice(0, n)
}

describe("the API", () => {
  it("gives the status as JSON, amounts in rao as strings", async () => {
    const status = await (await fetch(`${await start()}/api/status`)).json()
    expect(status).toMatchObject({
      chain: { block: 1234, issuance: "21000000123400000" },
      metagraph: { netuid: 1, neurons: [{ uid: 0 }, { uid: 1, stake: "1234567890123456" }, {}, {}] },
    })
  })

  it("sends the status at once and again when it changes, but not when it does not", async () => {
    let block = 1
    const url = await start({ source: { status: () => exampleStatus(Math.floor(block++ / 5)) } })
    const events = await eventsOf(url, 3)
    const blocks = events.map(
      (event) => (JSON.parse(event.split("data: ")[1] ?? "") as { chain: { block: number } }).chain.block,
    )
    expect(blocks).toEqual([0, 1, 2])
  })

  it("asks the source once for many askers, and not at all when nobody reads", async () => {
    let calls = 0
    const status = () => {
      calls += 1
      return exampleStatus()
    }
    const url = await start({ intervalMs: 60_000, source: { status } })
    await Promise.all(Array.from({ length: 20 }, () => fetch(`${url}/api/status`)))
    expect(calls).toBe(1)
  })

  it("does not ask the source when nobody reads", async () => {
    let calls = 0
    const status = () => {
      calls += 1
      return exampleStatus()
    }
    const url = await start({ intervalMs: 50, source: { status } })
    await eventsOf(url, 1)
    await new Promise((resolve) => setTimeout(resolve, 200))
    const before = calls
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(calls).toBe(before)
  })

  it("says so when the source fails, and recovers", async () => {
    let broken = true
    const status = () => (broken ? Promise.reject(new Error("secret")) : exampleStatus())
    const url = await start({ source: { status } })
    const response = await fetch(`${url}/api/status`)
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"])
    expect(await response.text()).not.toContain("secret")
    expect((await eventsOf(url, 1))[0]).toContain("event: unavailable")
    broken = false
    expect((await fetch(`${url}/api/status`)).status).toBe(200)
  })

  it("bounds its readers", async () => {
    const url = await start({ clientsMax: 2 })
    const leaving = new AbortController()
    const readers = [1, 2].map(() => fetch(`${url}/api/events`, { signal: leaving.signal }))
    await Promise.all(readers)
    expect((await fetch(`${url}/api/events`)).status).toBe(503)
    leaving.abort()
    await expect.poll(async () => (await eventsOf(url, 1).catch(() => [])).length).toBe(1)
  })

  it("refuses other methods, other paths and other names", async () => {
    const url = await start()
    expect((await fetch(url, { method: "POST", body: "x" })).status).toBe(405)
    expect((await fetch(`${url}/../etc/passwd`)).status).toBe(404)
    expect((await fetch(url, { method: "HEAD" })).status).toBe(200)
    const named = (host: string) =>
      new Promise((resolve) => {
        httpRequest(url, { headers: { host } }, (response) => resolve(response.resume().statusCode)).end()
      })
    expect(await named("evil.example")).toBe(421)
    expect(await named("LOCALHOST:8081")).toBe(200)
  })

  it("says that a port is taken, and closes with readers connected", async () => {
    const url = await start()
    const again = createStatusServer({
      source: { status: () => exampleStatus() },
      port: Number(new URL(url).port),
    })
    await expect(again.listen()).rejects.toMatchObject({ code: "EADDRINUSE" })
    const reading = fetch(`${url}/api/events`).then((response) => response.text())
    await new Promise((resolve) => setTimeout(resolve, 50))
    await open.pop()?.close()
    expect(await reading).toContain("event: status")
  })
})

describe("the page", () => {
  it("is allowed its own script and style by their hashes, and nothing else", async () => {
    const response = await fetch(await start())
    const html = await response.text()
    const policy = response.headers.get("content-security-policy") ?? ""
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain("unsafe")
    for (const tag of ["script", "style"]) {
      const source = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html)?.[1] ?? ""
      expect(policy).toContain(`'sha256-${createHash("sha256").update(source).digest("base64")}'`)
    }
    expect(html).not.toMatch(/ style=| onclick=|https?:\/\/(?!www\.w3\.org)/)
  })

  it("never makes markup of what it is told", async () => {
    const html = await (await fetch(await start())).text()
    expect(html).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval\(/)
  })

  const skipped = chromiumPath ? "" : " (skipped: no chromium)"
  it.skipIf(!chromiumPath)(`fills its tables in a browser, and stays live${skipped}`, async () => {
    let block = 1234
    const url = await start({ source: { status: () => exampleStatus(block) } })
    const browser = await openInBrowser(chromiumPath as string, url)
    try {
      const at = (id: string) => browser.evaluate(`document.getElementById("${id}")?.innerText`)
      await expect.poll(() => at("block"), { timeout: 20_000 }).toBe("#1 234")
      expect(await at("link")).toBe("live")
      expect(await at("metagraph")).toContain("1 234 567.8901")
      expect(await at("metagraph")).toContain("0.6100")
      expect(await at("queries")).toContain("502 miners_failed")
      expect(await at("subnets")).toContain("<img src=x")
      expect(await browser.evaluate("document.querySelectorAll('img').length")).toBe(0)
      block += 1
      await expect.poll(() => browser.evaluate("document.title"), { timeout: 5_000 }).toBe("#1235 · Taonet")
      await open.pop()?.close()
      await expect.poll(() => at("link"), { timeout: 5_000 }).toBe("connection lost, retrying")
    } finally {
      await browser.close()
    }
  })
})

it("the query log keeps the newest, first", () => {
  const log = createQueryLog(2)
  for (const id of ["a", "b", "c"])
    log.add({ ...exampleStatus().queries[0], id } as Parameters<typeof log.add>[0])
  expect(log.last().map((query) => query.id)).toEqual(["c", "b"])
})
