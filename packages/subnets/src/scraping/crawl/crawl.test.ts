import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, describe, expect, it } from "vitest"
import { type DemoSite, startDemoSite } from "../site/demoSite.ts"
import { fetchFrom, recordOf } from "../testKit.ts"
import { type CrawlerOptions, crawl } from "./crawler.ts"
import { openJournal } from "./journal.ts"
import { looksEndless } from "./scope.ts"
import { searchRecords } from "./search.ts"
import { openStore, type ScrapeStore } from "./store.ts"

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "scraping-"))
  closers.push(() => rmSync(folder, { recursive: true }))
  return folder
}

async function demoSite(asked: string[] = []): Promise<DemoSite> {
  const site = await startDemoSite({
    newsEveryMs: 1e9,
    first: ({ url = "" }) => {
      asked.push(url)
      return false
    },
  })
  closers.push(() => site.close())
  return site
}

async function crawlUntil(
  site: DemoSite,
  store: ScrapeStore,
  isDone: () => boolean,
  more: Partial<CrawlerOptions> = {},
): Promise<void> {
  const stop = new AbortController()
  const options = { sources: [{ seed: `${site.url}/` }], signal: stop.signal, ...more }
  const crawler = crawl(options, { store, fetch: fetchFrom([site.host]) })
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 10))
  stop.abort()
  await crawler
}

/** 40 articles, 8 topics, the front page, the news, and one page of the calendar, whose months are all alike but for the date. */
const sitePages = 51

describe("crawler", () => {
  it("reads all of a site once, and nothing that it must not read", async () => {
    const asked: string[] = []
    const site = await demoSite(asked)
    const store = openStore()
    const settled = () => [...store.visits.values()].every(({ at }) => at > 0)
    await crawlUntil(site, store, () => store.pages.size > 0 && settled())
    expect(store.pages.size).toBe(sitePages)
    expect(asked).not.toContain("/private/diary.html")
    expect(asked.filter((path) => path === "/clocks/craft.html")).toHaveLength(1)
    // The old address led to a page that has its own.
    expect(store.pages.has(`${site.url}/old-history.html`)).toBe(false)
    expect(new Set([...store.pages.values()].map(({ record }) => record.content_hash)).size).toBe(sitePages)
    expect(asked.filter((path) => path.startsWith("/calendar")).length).toBeLessThan(10)
  })

  it("goes on after a restart where it was, without asking again for what it has", async () => {
    const folder = freshFolder()
    const asked: string[] = []
    const site = await demoSite(asked)
    const first = openStore(folder)
    await crawlUntil(site, first, () => first.pages.size >= 10, { concurrency: 1 })
    const had = new Map(first.pages)
    first.close()
    // A crash in the middle of a line.
    appendFileSync(join(folder, "pages.jsonl"), '["http://half')
    asked.length = 0

    const second = openStore(folder)
    expect(new Map(second.pages)).toEqual(had)
    await crawlUntil(site, second, () => second.pages.size === sitePages)
    second.close()
    for (const url of had.keys()) expect(asked).not.toContain(new URL(url).pathname)
    expect(openStore(folder).pages.size).toBe(sitePages)
  })

  it("asks again with conditions, and takes up what changed", async () => {
    const store = openStore()
    const conditional: string[] = []
    let text = "The first version of this page, long enough to be kept."
    const changing = await startDemoSite({
      first: ({ url, headers }, response) => {
        if (headers["if-none-match"] !== undefined) conditional.push(url ?? "")
        if (url !== "/news.html") return false
        response.writeHead(200, { "content-type": "text/html" }).end(`<p>${text}</p>`)
        return true
      },
    })
    closers.push(() => changing.close())
    const newsOf = () => store.pages.get(`${changing.url}/news.html`)?.record.text
    const source = {
      sources: [{ seed: `${changing.url}/news.html` }, { seed: `${changing.url}/bees/` }],
      maxDepth: 0,
    }
    const fast = { ...source, revisitMs: 20 }
    await crawlUntil(changing, store, () => newsOf() === text && conditional.length > 0, fast)
    text = "The second version of this page, and also long enough."
    await crawlUntil(changing, store, () => newsOf() === text, fast)
    expect(conditional).toContain("/bees/")
    expect(store.pages.size).toBe(2)
  })

  it("keeps within its bounds", async () => {
    const site = await demoSite()
    const store = openStore()
    const settled = () => [...store.visits.values()].filter(({ at }) => at > 0).length
    await crawlUntil(site, store, () => store.pages.size >= 5, { maxPages: 5, concurrency: 1 })
    expect(store.pages.size).toBe(5)
    expect(settled()).toBeLessThanOrEqual(10)
  })

  it.each([
    ["http://a.example/a/b/c", false],
    ["http://a.example/x/y/x/y/x/y/", true],
    [`http://a.example/${"d/".repeat(17)}`, true],
    ["http://a.example/?a=1&b=2&c=3&d=4&e=5&f=6&g=7", true],
  ])("%s looks endless: %s", (url, endless) => expect(looksEndless(url)).toBe(endless))
})

describe("journal", () => {
  it("survives damage and forgets what is over", () => {
    const folder = freshFolder()
    const path = join(folder, "test.jsonl")
    const journal = openJournal<number>({ folder, name: "test", wasteMax: 10 })
    for (let at = 0; at < 100; at++) journal.set("key", at)
    journal.set("gone", 1)
    journal.delete("gone")
    journal.close()
    expect(readFileSync(path, "utf8").split("\n").length).toBeLessThan(20)
    appendFileSync(path, 'not json\n["other",7]\n["cut')
    const again = openJournal<number>({ folder, name: "test" })
    expect([...again.entries]).toEqual([
      ["key", 99],
      ["other", 7],
    ])
    again.set("more", 1)
    again.close()
    const entries = openJournal<number>({ folder, name: "test" }).entries
    expect(entries.get("more")).toBe(1)
  })
})

describe("search", () => {
  it("finds by rare words first, in titles before texts, within sources", () => {
    const records = [
      recordOf({
        url: "http://a.example/1",
        source: "a.example",
        title: "Boats",
        text: "the tide and the quay",
      }),
      recordOf({
        url: "http://a.example/2",
        source: "a.example",
        title: "Quay",
        text: "the boats and the tide the tide",
      }),
      recordOf({
        url: "http://b.example/3",
        source: "b.example",
        title: "Other",
        text: "the quay the quay the rare heron",
      }),
    ]
    const found = (query: string, hosts?: string[]) =>
      searchRecords(records, query, 2, hosts).map(({ url }) => url.at(-1))
    expect(found("the HERON")).toEqual(["3", "2"])
    expect(found("quay")).toEqual(["2", "3"])
    expect(found("quay", ["a.example"])).toEqual(["2", "1"])
    expect(found("nothing of this")).toEqual([])
  })
})
