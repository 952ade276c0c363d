/** The whole subnet at the edge: real axons, a real dendrite, a real site on loopback, and a chain of plain objects. */

import { createAxon } from "@taonet/neuron/axon/axon"
import type { ChainClient, SubnetView } from "@taonet/neuron/chain"
import { systemClock } from "@taonet/neuron/clock"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { type Hotkey, hotkeyFromUri } from "@taonet/neuron/hotkey"
import type { RoundReport } from "@taonet/neuron/loops/runValidator"
import { seededRandom } from "@taonet/neuron/random"
import { neuronInfo } from "@taonet/neuron/testKit"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { personalise } from "../template/personal.ts"
import { crawl } from "./crawl/crawler.ts"
import { openStore, type ScrapeStore } from "./crawl/store.ts"
import { dishonestWays } from "./dishonest.ts"
import { type Manifest, makeManifest } from "./manifest.ts"
import { type DishonestWays, scrapingMiner, scrapingRoutes } from "./miner.ts"
import { jobsPath, manifestPath, recordsPath } from "./protocol.ts"
import type { ScrapedRecord } from "./record.ts"
import { createCredibility } from "./scoring/credibility.ts"
import { createShelf } from "./shelf.ts"
import { type DemoSite, startDemoSite } from "./site/demoSite.ts"
import { scrapingTemplate } from "./template.ts"
import { fetchFrom, never, recordOf, testBlocks, testKeys } from "./testKit.ts"
import { scrapingScorer, scrapingValidator } from "./validator.ts"

const netuid = 3
const closers: (() => unknown)[] = []
let site: DemoSite
let full: ScrapeStore
const chain = testBlocks()
const sources = () => [{ seed: `${site.url}/` }]

beforeAll(async () => {
  site = await startDemoSite({ newsEveryMs: 1e12 })
  full = openStore()
  const stop = new AbortController()
  const crawler = crawl(
    { sources: sources(), signal: stop.signal },
    { store: full, fetch: fetchFrom([site.host]) },
  )
  while (full.pages.size < 51) await new Promise((resolve) => setTimeout(resolve, 10))
  stop.abort()
  await crawler
}, 60_000)
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close()
  await site.close()
})

const dendriteOf = () => {
  const dendrite = createDendrite({ hotkey: testKeys.validator })
  closers.push(() => dendrite.close())
  return dendrite
}

/** An axon with what is in the store, which is committed to, open to all who sign. */
async function serve(hotkey: Hotkey, store: ScrapeStore, dishonest?: DishonestWays) {
  const own = { netuid, hotkey: hotkey.ss58 }
  const shelf = createShelf({ ...own, trick: dishonest?.manifest }, store, systemClock)
  await chain.by(own.hotkey).commit(shelf.offer(undefined)?.root ?? expect.fail())
  const routes = scrapingRoutes({
    store,
    fetch: fetchFrom([site.host]),
    shelf,
    inspectors: { has: async () => true },
    ...(dishonest === undefined ? {} : { dishonest }),
  })
  const axon = await createAxon({ hotkey, routes, drainMs: 50 })
  closers.push(() => axon.close())
  return { uid: 1, hotkey: hotkey.ss58, ip: axon.host, port: axon.port }
}

/** Where the manifest is that a miner committed to. */
const latestOf = async ({ hotkey }: { readonly hotkey: string }) => ({
  method: "GET" as const,
  path: `${manifestPath}?root=${(await chain.of(hotkey))?.digest}`,
})

function validatorWith({ alpha = 0.15, template }: { alpha?: number; template?: object } = {}) {
  const credibility = createCredibility({ alpha })
  const scorer = scrapingScorer({
    netuid,
    sources: sources(),
    fetch: fetchFrom([site.host]),
    ...{ book: chain, beacon: chain.beacon },
    credibility,
    ...(template === undefined ? {} : { template: personalise(scrapingTemplate, template) }),
  })
  const context = { dendrite: dendriteOf(), random: seededRandom("s"), clock: systemClock, signal: never }
  return { credibility, score: (miner: Parameters<typeof scorer>[0]) => scorer(miner, context) }
}

/** The first pages of the full store. */
function someOf(
  count: number,
  change: (record: ScrapedRecord) => ScrapedRecord = (record) => record,
): ScrapeStore {
  const store = openStore()
  for (const { record } of [...full.pages.values()].slice(0, count))
    store.keepPage({ record: change(record) })
  return store
}

describe("a scraping axon", () => {
  it("fetches pages, reads feeds and searches, and says what failed", async () => {
    const target = await serve(testKeys.miner, full)
    const dendrite = dendriteOf()
    const ask = async (body: object) =>
      (await dendrite.request(target, { path: jobsPath, body })).json() as {
        records: ScrapedRecord[]
        failures: { url: string; code: string; status?: number }[]
      }
    const urls = [
      "/bees/craft.html",
      "/old-history.html",
      "/harbours/history.html",
      "/inside.html",
      "/none.html",
    ]
    const pages = await ask({
      kind: "pages",
      urls: [...urls, "/private/diary.html"].map((path) => site.url + path),
    })
    // Two addresses led to one page.
    expect(pages.records.map(({ url }) => new URL(url).pathname).sort()).toEqual([
      "/bees/craft.html",
      "/harbours/history.html",
    ])
    expect(Object.fromEntries(pages.failures.map(({ url, code }) => [new URL(url).pathname, code]))).toEqual({
      "/inside.html": "PrivateAddress",
      "/none.html": "HttpStatus",
      "/private/diary.html": "RobotsDisallowed",
    })
    const feed = await ask({ kind: "feed", url: `${site.url}/feed.xml`, limit: 3 })
    expect(feed.records.map(({ kind, source }) => [kind, source])).toEqual(
      Array(3).fill(["feed_item", `${site.url}/feed.xml`]),
    )
    const found = await ask({ kind: "query", query: "queen honeycomb smoker", limit: 2 })
    expect(found.records.map(({ source }) => source)).toEqual([site.host, site.host])
    expect(found.records[0]?.url).toContain("/bees/")
    await expect(ask({ kind: "pages", urls: ["ftp://x/"] })).rejects.toMatchObject({
      status: 400,
      remoteCode: "invalid_value",
    })
    await expect(
      dendrite.request(target, { path: recordsPath, body: { root: "0".repeat(64), urls: [site.url] } }),
    ).rejects.toMatchObject({
      status: 404,
      remoteCode: "UnknownManifest",
    })
  })
})

describe("scoring", () => {
  /** Means over the last rounds, after credibility had time to grow. */
  async function contest(
    miners: Readonly<Record<string, Parameters<ReturnType<typeof validatorWith>["score"]>[0]>>,
  ) {
    const { score, credibility } = validatorWith({ alpha: 0.4 })
    const rounds = 9
    const counted = 4
    const means: Record<string, { score: number; share: number }> = {}
    for (let round = 0; round < rounds; round++) {
      for (const [name, miner] of Object.entries(miners)) {
        const { score: value, detail } = await score(miner)
        if (round < rounds - counted) continue
        const { score: sum, share } = means[name] ?? { score: 0, share: 0 }
        means[name] = {
          score: sum + value / counted,
          share: share + ((detail["records"] as number) * (detail["trust"] as number)) / counted,
        }
      }
    }
    const trust = (name: string): number => credibility.of(miners[name]?.hotkey ?? "")
    return { mean: (name: string) => means[name] ?? { score: 0, share: 0 }, trust }
  }

  it("pays a diligent miner more than a lazy one, and those who pretend next to nothing", async () => {
    const key = (name: string) => hotkeyFromUri(`//${name}`)
    const ways = (name: Parameters<typeof dishonestWays>[0]) => dishonestWays(name, sources())
    // What it has is old, though it says that it was fetched just now.
    const stale = someOf(51, (record) =>
      recordOf({
        ...record,
        text: record.text.split(" ").reverse().join(" "),
        fetched_at: record.fetched_at - 60_000,
      }),
    )
    const miners = {
      diligent: await serve(key("Diligent"), full),
      lazy: await serve(key("Lazy"), someOf(12)),
      fabricator: await serve(key("Fabricator"), openStore(), ways("fabricator")),
      inflater: await serve(key("Inflater"), full, ways("inflater")),
      restamper: await serve(key("Restamper"), stale, ways("restamper")),
      filler: await serve(key("Filler"), someOf(12), ways("filler")),
    }
    const { mean, trust } = await contest(miners)
    const diligent = mean("diligent")
    expect(diligent.share).toBe(1)
    expect(diligent.score).toBeGreaterThan(0.75)
    expect(mean("lazy").score).toBeLessThan(0.6 * diligent.score)
    expect(mean("lazy").share).toBeGreaterThan(0.02)
    for (const liar of ["fabricator", "inflater", "restamper"]) {
      expect(trust(liar), liar).toBe(0)
      expect(mean(liar).score, liar).toBe(0)
    }
    // Twenty names a page are one page.
    expect(mean("filler").share).toBeLessThanOrEqual(1.05 * mean("lazy").share)
    expect(trust("diligent")).toBeGreaterThan(0.85)
  }, 120_000)

  it("gives a copied manifest away: its digests are another's", async () => {
    const dendrite = dendriteOf()
    const victim = await serve(testKeys.miner, full)
    const copied = (await dendrite.request(victim, await latestOf(victim))).json() as Manifest
    const copyist = testKeys.other
    // It got hold of the texts too, but not early enough to make digests of its own.
    const body = (value: object) => ({ status: 200, body: JSON.stringify(value) })
    const own = makeManifest({ netuid, hotkey: copyist.ss58 }, copied.entries)
    const records = [...full.pages.values()].map(({ record }) => record)
    const serveAs = async (manifest: Manifest, root = manifest.root) => {
      await chain.by(copyist.ss58).commit(root)
      const axon = await createAxon({
        hotkey: copyist,
        drainMs: 50,
        routes: [
          { method: "GET", path: manifestPath, handle: async () => body(manifest) },
          { method: "POST", path: recordsPath, handle: async () => body({ records: records.slice(0, 4) }) },
        ],
      })
      closers.push(() => axon.close())
      return { uid: 2, hotkey: copyist.ss58, ip: axon.host, port: axon.port }
    }
    const { score, credibility } = validatorWith()
    for (let round = 0; round < 3; round++) await score(victim)
    expect((await score(await serveAs(own))).detail["verdicts"]).toEqual(Array(4).fill("lie"))
    expect((await score(await serveAs(copied))).detail).toEqual({ failure: "OtherMiner" })
    expect((await score(await serveAs(own, copied.root))).detail).toEqual({ failure: "OtherThanCommitted" })
    expect(credibility.of(copyist.ss58)).toBe(0)
    // And the victim's pages are still its own.
    expect((await score(victim)).detail["records"]).toBe(1)
  })

  it("takes only what stood on the chain before the block that draws", async () => {
    const { score, credibility } = validatorWith()
    const target = await serve(testKeys.miner, full)
    await score(target)
    const trust = credibility.of(target.hotkey)
    // As of a node that is ahead of the one that draws.
    const { blocks } = chain
    const standing = (await chain.of(target.hotkey)) ?? expect.fail()
    blocks.number += 1
    await chain.by(target.hotkey).commit(standing.digest)
    blocks.number -= 1
    expect(await score(target)).toEqual({ score: 0, detail: { failure: "CommittedTooLate" } })
    expect((await score(target)).detail["records"]).toBe(1)
    const stranger = { ...target, hotkey: hotkeyFromUri("//Stranger").ss58 }
    expect(await score(stranger)).toEqual({ score: 0, detail: { failure: "NotCommitted" } })
    // What was committed to and cannot be shown is the round's loss, as an axon that is away.
    const unshown = hotkeyFromUri("//Unshown")
    const lost = await serve(unshown, full)
    await chain.by(unshown.ss58).commit("0".repeat(64))
    expect(await score(lost)).toEqual({ score: 0, detail: { failure: "HttpStatus" } })
    expect(credibility.of(target.hotkey)).toBeGreaterThan(trust)
  })

  it("shares what several have, and lets records grow old", async () => {
    const { score, credibility } = validatorWith({ alpha: 0.4 })
    const [one, two] = [await serve(hotkeyFromUri("//One"), full), await serve(hotkeyFromUri("//Two"), full)]
    const worthOf = async (miner: typeof one) => (await score(miner)).detail["worth"] as number
    const alone = await worthOf(one)
    for (let round = 0; round < 6; round++) await score(two)
    const trust = credibility.of(two.hotkey)
    expect(trust).toBeGreaterThan(0.8)
    expect((await worthOf(one)) / alone).toBeCloseTo(1 / (1 + trust), 2)
    const old = validatorWith({ template: { settings: { maxAgeMs: 1 } } })
    expect((await old.score(one)).detail).toMatchObject({ records: 0, worth: 0, verdicts: [] })
  })

  it("does not blame a miner for its own trouble, nor for an axon that is away with more than the round", async () => {
    const { score, credibility } = validatorWith()
    const away = { uid: 1, hotkey: testKeys.miner.ss58, ip: "127.0.0.1", port: 1 }
    expect(await score(away)).toEqual({ score: 0, detail: { failure: "Refused" } })
    const target = await serve(testKeys.miner, full)
    await score(target)
    const before = credibility.of(target.hotkey)
    await score(away)
    expect(credibility.of(target.hotkey)).toBe(before)
    const scorer = scrapingScorer({
      netuid,
      sources: sources(),
      fetch: fetchFrom([site.host]),
      book: chain,
      beacon: { next: () => Promise.reject(new Error("the chain is away")) },
      credibility,
    })
    const context = { dendrite: dendriteOf(), random: seededRandom("s"), clock: systemClock, signal: never }
    await expect(scorer(target, context)).rejects.toThrow("the chain is away")
  })
})

it("runs miners and a validator until the weights order them by quality", async () => {
  const keys = [testKeys.validator, ...["//M1", "//M2", "//M3"].map((uri) => hotkeyFromUri(uri))]
  const neurons = keys.map(({ ss58 }, uid) => neuronInfo(ss58, { uid, validatorPermit: uid === 0 }))
  const view: SubnetView = { netuid, block: 0, tempo: 4, neurons }
  const chainOf = (uid: number): ChainClient => ({
    subnetView: async () => view,
    serveAxon: async ({ ip, port }) => {
      const self = neurons[uid]
      if (self !== undefined) self.axon = { ip, port, protocol: 4 }
    },
    setWeights: async () => {},
    blockNumber: async () => view.block,
    close: async () => {},
  })
  const stop = new AbortController()
  const book = testBlocks()
  const stores = [openStore(), openStore(), openStore()]
  const maxPages = [5_000, 8, 8]
  const miners = stores.map((store, i) =>
    scrapingMiner(
      {
        netuid,
        hotkey: keys[i + 1] ?? testKeys.miner,
        signal: stop.signal,
        drainMs: 50,
        ...{ manifestEveryMs: 10, manifestEveryBlocks: 0 },
        crawl: { sources: sources(), maxPages: maxPages[i] ?? 1 },
      },
      {
        chain: chainOf(i + 1),
        book: book.by(keys[i + 1]?.ss58 ?? ""),
        store,
        fetch: fetchFrom([site.host]),
        ...(i === 2 ? { dishonest: dishonestWays("fabricator", sources()) } : {}),
      },
    ),
  )
  const committed = () => Promise.all(keys.slice(1).map(({ ss58 }) => book.of(ss58)))
  while (
    neurons.filter(({ axon }) => axon !== undefined).length < 3 ||
    (stores[0]?.pages.size ?? 0) < 51 ||
    (await committed()).includes(undefined)
  )
    await new Promise((resolve) => setTimeout(resolve, 5))

  // A miner's store is closed to other miners.
  const [target] = neurons.slice(1)
  const spy = createDendrite({ hotkey: keys[2] ?? testKeys.other })
  const { ip = "", port = 0 } = target?.axon ?? {}
  const peek = spy.request(
    { hotkey: target?.hotkey ?? "", ip, port },
    { method: "GET", path: `${manifestPath}?root=` },
  )
  await expect(peek).rejects.toMatchObject({ status: 403, remoteCode: "NotAValidator" })
  await spy.close()

  let last: RoundReport["weights"]
  await scrapingValidator(
    { netuid, hotkey: testKeys.validator.ss58, roundMs: 1, signal: stop.signal },
    {
      chain: chainOf(0),
      dendrite: dendriteOf(),
      scoring: {
        sources: sources(),
        fetch: fetchFrom([site.host]),
        ...{ book, beacon: book.beacon },
        credibility: createCredibility(),
      },
      random: seededRandom("network"),
      onRound: ({ weights }) => {
        view.block++
        last = weights ?? last
        if (view.block === 12) stop.abort()
      },
    },
  )
  await Promise.all(miners)
  const weightOf = (uid: number) => last?.weights[last.uids.indexOf(uid)] ?? 0
  expect(weightOf(1)).toBe(65_535)
  expect(weightOf(2)).toBeGreaterThan(0)
  expect(weightOf(2)).toBeLessThan(30_000)
  expect(weightOf(3)).toBe(0)
}, 120_000)
