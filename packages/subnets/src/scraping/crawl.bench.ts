/**
 * How fast pages are read, and how well simhash tells versions from strangers:
 *   npx tsx packages/subnets/src/scraping/crawl.bench.ts [folder of HTML] [pages]
 * Without a folder: Python's documentation where Debian's package puts it, else the made-up site.
 */
import { createReadStream, existsSync, statSync } from "node:fs"
import { join, normalize } from "node:path"
import { pathToFileURL } from "node:url"
import { seededRandom } from "@taonet/neuron/random"
import { crawl } from "./crawl/crawler.ts"
import { openStore } from "./crawl/store.ts"
import { extractHtml } from "./extract/extractHtml.ts"
import type { ScrapedRecord } from "./record.ts"
import { hammingDistance, isSimilar } from "./simhash.ts"
import { startDemoSite } from "./site/demoSite.ts"
import { fetchFrom, recordOf, serveOn, type TestServer } from "./testKit.ts"

const usualFolder = "/usr/share/doc/python3.11/html"
/** As long as this nothing new comes, there is no more. */
const quietMs = 5_000

async function serveFolder(folder: string): Promise<TestServer> {
  return serveOn((request, response) => {
    const path = join(folder, normalize(decodeURIComponent((request.url ?? "/").split("?", 1)[0] ?? "/")))
    const file = path.endsWith("/") ? `${path}index.html` : path
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile())
      return void response.writeHead(404).end()
    const type = file.endsWith(".html") ? "text/html" : "application/octet-stream"
    response.writeHead(200, { "content-type": type })
    createReadStream(file).pipe(response)
  })
}

async function measureCrawl(site: { url: string; host: string }, pages: number) {
  const store = openStore()
  const stop = new AbortController()
  const startedAt = performance.now()
  const sources = [{ seed: `${site.url}/` }]
  const crawler = crawl(
    { sources, signal: stop.signal, maxPages: pages },
    { store, fetch: fetchFrom([site.host], { maxBytes: 1024 * 1024 }) },
  )
  let lastAt = startedAt
  for (let had = 0; store.pages.size < pages && performance.now() - lastAt < quietMs; ) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    if (store.pages.size > had) lastAt = performance.now()
    had = store.pages.size
  }
  stop.abort()
  await crawler
  return { records: [...store.pages.values()].map(({ record }) => record), ms: lastAt - startedAt }
}

const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? 0

async function measureExtraction(records: readonly ScrapedRecord[]) {
  const times: number[] = []
  for (const { url } of records.slice(0, 100)) {
    const html = await (await fetch(url)).text()
    const startedAt = performance.now()
    extractHtml(html, url)
    times.push(performance.now() - startedAt)
  }
  return times
}

/** Two words in a hundred are others. */
function edited(record: ScrapedRecord): ScrapedRecord {
  const random = seededRandom(record.url)
  const text = record.text.replace(/\p{L}+/gu, (word) => (random.next() < 0.02 ? `${word}s` : word))
  return recordOf({ ...record, text })
}

const halved = (record: ScrapedRecord): ScrapedRecord =>
  recordOf({ ...record, text: record.text.slice(0, record.text.length / 2) })

function judge(name: string, pairs: readonly (readonly [ScrapedRecord, ScrapedRecord])[]): void {
  const bits = pairs.map(([a, b]) => hammingDistance(a.simhash, b.simhash))
  const taken = pairs.filter(([a, b]) => isSimilar(a, b)).length
  const middle = [0, 0.5, 0.95, 1].map((q) => quantile(bits, q)).join(" / ")
  console.log(`${name}: bits min/median/p95/max ${middle}; taken for similar ${taken} of ${pairs.length}`)
}

async function main(): Promise<void> {
  const [folder = usualFolder, pages = "200"] = process.argv.slice(2)
  const site = existsSync(folder) ? await serveFolder(folder) : await startDemoSite()
  const { records, ms } = await measureCrawl(site, Number(pages))
  const bytes = records.reduce((sum, record) => sum + record.bytes, 0)
  console.log(`${records.length} pages, ${bytes} bytes of text in ${ms.toFixed(0)} ms`)
  const times = await measureExtraction(records)
  console.log(
    `extraction ms median ${quantile(times, 0.5).toFixed(1)} p95 ${quantile(times, 0.95).toFixed(1)} max ${quantile(times, 1).toFixed(1)}`,
  )
  const long = records.filter((record) => record.bytes >= 1_000)
  judge(
    "two words in a hundred changed",
    long.map((record) => [record, edited(record)] as const),
  )
  judge(
    "half of the text missing",
    long.map((record) => [record, halved(record)] as const),
  )
  judge(
    "other pages",
    long.slice(1).map((record, at) => [record, long[at]!] as const),
  )
  await site.close()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main()
