/** What the scraping subnet does with miners over epochs: a real site, and manifests committed on the chain. */
import { runMiner } from "@taonet/neuron/loops/runMiner"
import { seededRandom } from "@taonet/neuron/random"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { chainBook } from "../commitments.ts"
import { netuid, openSubnet, type TestSubnet } from "../epochs.testkit.ts"
import { crawl } from "./crawl/crawler.ts"
import { openStore, type ScrapeStore } from "./crawl/store.ts"
import { dishonestWays } from "./dishonest.ts"
import { entryOf } from "./manifest.ts"
import { type DishonestWays, scrapingMiner } from "./miner.ts"
import { jobsPath, manifestPath } from "./protocol.ts"
import { createCredibility } from "./scoring/credibility.ts"
import { type DemoSite, startDemoSite } from "./site/demoSite.ts"
import { fetchFrom } from "./testKit.ts"
import { scrapingValidator } from "./validator.ts"

const hourMs = 3_600_000
const sitePages = 51
const credibility = createCredibility({ alpha: 0.6 })
let site: DemoSite
let full: ScrapeStore
let subnet: TestSubnet
beforeAll(async () => {
  site = await startDemoSite({ newsEveryMs: 1e12 })
  full = openStore()
  const stop = new AbortController()
  const options = { sources: sources(), signal: stop.signal }
  const crawler = crawl(options, { store: full, fetch: fetchFrom([site.host]) })
  while (full.pages.size < sitePages) await new Promise((resolve) => setTimeout(resolve, 10))
  stop.abort()
  await crawler
  subnet = await openSubnet(["broken", "fabricator", "partial", "stale"], ["better", "copier", "late"])
}, 120_000)
afterAll(async () => {
  await subnet?.close()
  await site?.close()
})

const sources = () => [{ seed: `${site.url}/` }]

/** How each miner gets what it shows. */
interface Ways {
  readonly store?: ScrapeStore
  readonly maxPages?: number
  /** Pages in its manifest before it counts as settled. */
  readonly settled: number
  readonly dishonest?: DishonestWays
}
const ways: Readonly<Record<string, () => Ways>> = {
  better: () => ({ settled: 0.9 * sitePages }),
  late: () => ({ settled: 0.9 * sitePages }),
  partial: () => ({ maxPages: 12, settled: 11 }),
  // Read it all a good while ago, and nothing since.
  stale: () => ({ store: agedBy(22 * hourMs), maxPages: 0, settled: sitePages }),
  fabricator: () => ({ maxPages: 1, settled: 1, dishonest: dishonestWays("fabricator", sources()) }),
  // Somehow it has got hold of another's manifest, and of the texts too.
  copier: () => ({ maxPages: 1, settled: sitePages, dishonest: { manifest: copied } }),
}

function agedBy(ms: number): ScrapeStore {
  const store = openStore()
  for (const { record } of full.pages.values()) {
    store.keepPage({ record: { ...record, fetched_at: record.fetched_at - ms } })
    store.keepVisit(record.url, { at: Date.now() + ms, depth: 0, everyMs: ms, failures: 0 })
  }
  return store
}

const copied = () => {
  const victim = subnet.hotkeyOf("better").ss58
  return [...full.pages.values()].map(({ record }) => ({ record, entry: entryOf(victim, record) }))
}

/** Serves, and has committed to what is settled. */
function serve(name: string): Promise<void> {
  const { settled, maxPages, store = openStore(), dishonest } = (ways[name] ?? expect.fail())()
  const waiting = new Set(["miner.served", "scraping.committed"])
  return subnet.serve(
    name,
    (options, deps) =>
      scrapingMiner(
        {
          ...options,
          crawl: { sources: sources(), ...(maxPages === undefined ? {} : { maxPages }) },
          ...{ manifestEveryMs: 50, manifestEveryBlocks: 0 },
        },
        {
          ...{ ...deps, store, fetch: fetchFrom([site.host]) },
          book: chainBook(subnet.chain.client, netuid, subnet.signerOf(name)),
          ...(dishonest === undefined ? {} : { dishonest }),
        },
      ),
    (event, fields) => {
      if (event !== "scraping.committed" || Number(fields?.["entries"]) >= settled) waiting.delete(event)
      return waiting.size === 0
    },
  )
}

/** Serves, and fails whatever it is asked. */
async function serveBroken(name: string): Promise<void> {
  const handle = async () => {
    throw new Error("out of memory")
  }
  await chainBook(subnet.chain.client, netuid, subnet.signerOf(name)).commit("0".repeat(64))
  const routes = [
    { method: "GET", path: manifestPath, handle },
    { method: "POST", path: jobsPath, handle },
  ] as const
  await subnet.serve(name, (options, deps) => runMiner({ ...options, routes }, deps))
}

const judge = (rounds: number) =>
  subnet.judge(rounds, (options, deps) =>
    scrapingValidator(options, {
      ...deps,
      random: seededRandom(`${rounds} rounds`),
      scoring: {
        ...{ sources: sources(), fetch: fetchFrom([site.host]), credibility },
        book: chainBook(subnet.chain.client, netuid),
        beacon: {
          async next() {
            await subnet.chain.mine()
            return subnet.chain.head()
          },
        },
      },
    }),
  )

describe("miners over epochs", { timeout: 120_000 }, () => {
  it("are paid in the order of their quality; lies and what does not work earn nothing", async () => {
    await serveBroken("broken")
    await Promise.all(["fabricator", "partial", "stale"].map(serve))
    await judge(4)
    const paid = await subnet.incentives()
    expect(paid["stale"]).toBeGreaterThan((paid["partial"] ?? 1) + 0.2)
    expect(paid["partial"]).toBeGreaterThan(0)
    expect(paid).toMatchObject({ broken: 0, fabricator: 0 })
  })

  it("are overtaken by a better one that joins later, and not by a copier of it", async () => {
    for (const name of ["better", "copier"]) await subnet.join(name)
    await Promise.all(["better", "copier"].map(serve))
    await judge(8)
    const paid = await subnet.incentives()
    expect(paid["better"]).toBeGreaterThan(paid["stale"] ?? 1)
    expect(paid["stale"]).toBeGreaterThan(paid["partial"] ?? 1)
    expect(paid).toMatchObject({ broken: 0, fabricator: 0, copier: 0 })
  })

  it("lose their place when they are broken and the subnet is full", async () => {
    await subnet.joinWhenFull("late", "broken")
    // What the last one committed there is gone with it, and the place is worth something again.
    const book = chainBook(subnet.chain.client, netuid)
    expect(await book.of(subnet.hotkeyOf("broken").ss58)).toBeUndefined()
    await serve("late")
    await judge(8)
    const paid = await subnet.incentives()
    expect(paid["late"]).toBeGreaterThan(paid["partial"] ?? 1)
    expect(paid["late"]).toBeGreaterThan(0.5 * (paid["better"] ?? 1))
  })
})
