import { createHash } from "node:crypto"
import { describe, expect, it } from "vitest"
import { closingGateways } from "./openGateways.testkit.ts"
import { answerJson, type FakeMiner, honest, route, type TestGateway } from "./testKit.ts"

const start = closingGateways()
let gateway: TestGateway | undefined

const models = [
  { id: "m", created: 1, ownedBy: "taonet" },
  { id: "scraper", created: 2, ownedBy: "taonet", kind: "scraping" },
] as const

const recordAt = (url: string, text = "Some text.") => ({
  ...{ kind: "page", url, title: "A title", text },
  content_hash: createHash("sha256").update(`A title\n${text}`).digest("hex"),
})
const page = "http://site.example/a"
const scrapes: FakeMiner = () => answerJson({ records: [recordAt(page)], failures: [] })
const job = { kind: "pages", urls: [page] }

async function scrape(body: object, miners: readonly FakeMiner[] = [scrapes]): Promise<Response> {
  const chats = [route(9, 1, { models: ["m"] }), honest] as const
  const scrapers = miners.map(
    (miner, uid) => [route(uid, 1, { models: ["scraper"], netuid: 3 }), miner] as const,
  )
  gateway = await start([chats, ...scrapers], { models })
  return fetch(`${gateway.url}/v1/scraping/jobs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })
}

describe("scraping jobs", () => {
  it("come back with records, and with the miner that made them", async () => {
    let seen: unknown
    const response = await scrape({ ...job, whatever: 1 }, [
      (request) => {
        seen = [request.path, request.stream, JSON.parse(Buffer.from(request.body).toString())]
        return scrapes(request)
      },
    ])
    expect(await response.json()).toEqual({
      object: "scraping.result",
      created: expect.any(Number),
      model: "scraper",
      records: [recordAt(page)],
      failures: [],
      taonet: { netuid: 3, uid: 0, hotkey: "5Miner0" },
    })
    expect(response.headers.get("x-taonet-netuid")).toBe("3")
    expect(seen).toEqual(["/v1/scraping/jobs", false, job])
    expect(gateway?.records).toMatchObject([{ model: "scraper", status: 200, minerUid: 0 }])
  })

  it("go to another miner when the records do not hash as they say, or are none", async () => {
    const bad: object[] = [
      { records: [{ ...recordAt(page), text: "Another text." }], failures: [] },
      { records: [recordAt(page), recordAt(page, "One more than was asked for.")], failures: [] },
      { records: [recordAt(page)] },
      { records: "none", failures: [] },
      { records: [], failures: [{ url: page }] },
    ]
    for (const answer of bad) {
      const response = await scrape(job, [() => answerJson(answer)])
      expect([response.status, await response.json()]).toMatchObject([
        502,
        { error: { code: "miners_failed" } },
      ])
      await gateway?.close(0)
    }
    const first: FakeMiner = () => answerJson(bad[0] ?? {})
    const response = await scrape(job, [first, scrapes])
    expect(response.status).toBe(200)
  })

  it.each([
    [{}, "kind", "missing_required_parameter"],
    [{ kind: "everything" }, "kind", "invalid_value"],
    [{ kind: "pages" }, "urls", "missing_required_parameter"],
    [{ kind: "pages", urls: [] }, "urls", "invalid_value"],
    [{ kind: "pages", urls: Array(17).fill(page) }, "urls", "invalid_value"],
    [{ kind: "pages", urls: ["file:///etc/passwd"] }, "urls[0]", "invalid_value"],
    [{ kind: "feed", url: 7 }, "url", "invalid_value"],
    [{ kind: "feed", url: page, limit: 0 }, "limit", "invalid_value"],
    [{ kind: "query" }, "query", "missing_required_parameter"],
    [{ kind: "query", query: "x", sources: [1] }, "sources", "invalid_value"],
    [{ ...job, model: "m" }, "model", "model_not_found"],
    [{ ...job, model: "none" }, "model", "model_not_found"],
  ])("%o names its fault: %s", async (body, param, code) => {
    const response = await scrape(body)
    expect([400, 404]).toContain(response.status)
    expect(await response.json()).toMatchObject({ error: { param, code } })
  })

  it("are not found where nobody scrapes, and models say where they are asked", async () => {
    gateway = await start([[route(0), honest]], {})
    const post = (path: string, body: object) =>
      fetch(`${gateway?.url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      })
    expect((await post("/v1/scraping/jobs", job)).status).toBe(404)
    await gateway.close(0)
    await scrape(job)
    const chat = await post("/v1/chat/completions", {
      model: "scraper",
      messages: [{ role: "user", content: "x" }],
    })
    expect(await chat.json()).toMatchObject({
      error: { message: "The model 'scraper' is asked at /v1/scraping/jobs." },
    })
  })
})
