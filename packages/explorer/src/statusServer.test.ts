import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { request as httpRequest } from "node:http"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { type Browser, chromiumPath, openInBrowser } from "./browser.testkit.ts"
import { createQueryLog, type QueryLog } from "./queryLog.ts"
import { createStatusServer, type StatusServer, type StatusServerOptions } from "./statusServer.ts"
import { exampleStatus } from "./testKit.ts"
import type { QueryStatus, Status } from "./types.ts"

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
      subnets: [
        { netuid: 0, neurons: null },
        { netuid: 1, neurons: [{ uid: 0 }, { uid: 1, stake: "1234567890123456" }, {}, {}, {}] },
        ...[{ netuid: 2 }, { netuid: 7 }],
      ],
    })
  })

  it("has the fields that the README names, and no others", async () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8")
    const block = readme.split("## The JSON")[1]?.split("## ")[0] ?? ""
    const described = new Set([...block.matchAll(/"(\w+)"/g)].map(([, name]) => name))
    const sent = new Set<string>()
    JSON.parse(await (await fetch(`${await start()}/api/status`)).text(), (key, value) => {
      if (Number.isNaN(Number(key)) && key !== "") sent.add(key)
      return value
    })
    expect([...sent].sort()).toEqual([...described].sort())
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
    const reading = await fetch(`${url}/api/events`)
    await open.pop()?.close()
    expect(await reading.text()).toContain("event: status")
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
  describe.skipIf(!chromiumPath)(`in a browser${skipped}`, () => {
    const waits = { timeout: 60_000 }
    let block = 1234
    let status: (block: number) => Status
    let browser: Browser
    const at = (query: string) => browser.evaluate(`document.querySelector('${query}')?.innerText`)
    beforeEach(async () => {
      status = exampleStatus
      const url = await start({ source: { status: () => status(block) } })
      browser = await openInBrowser(chromiumPath as string, url)
      await expect.poll(() => at("#block"), waits).toBe(`#${String(block).replace("1", "1 ")}`)
    }, 120_000)
    afterEach(() => browser?.close())

    it("shows every subnet with its neurons, validators and queries, and never as markup", async () => {
      expect(await at("#link")).toBe("live")
      expect(await at('[data-part="subnets"]')).toMatch(/1 041\t3\n/)
      expect(await at("#subnet-1")).toContain("1 234 567.8901")
      expect(await at("#subnet-1")).toContain("0.6100")
      expect(await at("#subnet-1")).toContain(
        "2 validators differ by 12 % of the incentive on average, by stake.",
      )
      expect(await at("#subnet-1")).toContain("1: 70 %, 2: 25 %, 3: 5 %")
      expect(await at("#subnet-1")).toContain("502 miners_failed")
      expect(await at("#subnet-1")).toContain("<img src=x")
      expect(await at("#subnet-2")).toContain("next epoch in 1 block of 20")
      expect(await at('#subnet-1 [data-part="mechanisms"]')).toMatch(
        /^Mechanism 0 has 80 % of the emission, for 1 · miner-1: 61 %, .* Mechanism 1 has 20 % of the emission, for 3 · <img.*: 100 %, 2 · miner-2: <1 %\.$/,
      )
      expect(await at('#subnet-2 [data-part="mechanisms"]')).toBe("")
      expect(await at("#subnet-2")).toContain("nobody to differ from")
      expect(await at('#subnet-2 [data-part="queries"]')).toMatch(/taonet-image\t2 · miner-2\t–\t77\t200/)
      expect(await at("#others-section")).toContain("gpt-9")
      expect(await browser.evaluate("document.querySelectorAll('img').length")).toBe(0)
      expect(await browser.evaluate("document.querySelectorAll('.detail').length")).toBe(2)
    })

    it("stays live: changes what changed, leaves the rest of the page alone, and says when it is cut off", async () => {
      await browser.evaluate(`window.kept = document.querySelector('#subnet-1 [data-part="neurons"] td')`)
      block += 1
      status = (now) => ({ ...exampleStatus(now), subnets: exampleStatus(now).subnets.slice(0, 2) })
      await expect.poll(() => browser.evaluate("document.title"), waits).toBe("#1235 · Taonet")
      expect(await browser.evaluate("window.kept.isConnected")).toBe(true)
      expect(await at("#subnet-2")).toBeUndefined()
      await open.pop()?.close()
      await expect.poll(() => at("#link"), waits).toBe("connection lost, retrying")
    })

    it("fits screens of 360 pixels: tables scroll, the page does not", async () => {
      await browser.resize(360, 800)
      expect(await browser.evaluate("innerWidth")).toBe(360)
      expect(await browser.evaluate("document.documentElement.scrollWidth")).toBe(360)
    })
  })
})

describe("the query log", () => {
  const netuids = new Map([
    ["text", 1],
    ["image", 2],
  ])
  const netuidOf = (model: string) => netuids.get(model)
  const logged = (log: QueryLog, id: string, model: string, code: string | null = null) =>
    log.add({ ...(exampleStatus().queries[0] as QueryStatus), id, model, code })

  it("keeps the newest of each subnet, first", () => {
    const log = createQueryLog({ netuidOf, perSubnet: 2 })
    for (const id of ["a", "b", "c"]) logged(log, id, "text")
    logged(log, "d", "image")
    for (const id of ["e", "f", "g"]) logged(log, id, "gone")
    logged(log, "h", "text")
    expect(log.last().map(({ id, netuid }) => [id, netuid])).toEqual([
      ...[
        ["h", 1],
        ["g", null],
        ["f", null],
        ["d", 2],
        ["c", 1],
      ],
    ])
  })

  it("counts all of them, and keeps no more of a name than a page needs", () => {
    const log = createQueryLog({ netuidOf, perSubnet: 1 })
    for (const code of [null, null, "miners_failed"]) logged(log, "x", "text", code)
    logged(log, "y", "m".repeat(1_000))
    expect([log.counts(1), log.counts(2)]).toEqual([
      { answered: 2, failed: 1 },
      { answered: 0, failed: 0 },
    ])
    expect(log.last()[0]?.model).toHaveLength(80)
  })
})
