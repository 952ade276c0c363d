/**
 * What the scraping subnet does with miners over epochs: a real site, axons and dendrite, manifests committed on a chain in this process, and the
 * validator's own loop, whose rounds are what makes the chain's time pass.
 */
import { createDevChain, type DevChain, readScenario } from "@taonet/dev"
import { type Clock, systemClock } from "@taonet/neuron/clock"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { runMiner } from "@taonet/neuron/loops/runMiner"
import { seededRandom } from "@taonet/neuron/random"
import { sdkChain } from "@taonet/neuron/sdkChain"
import { burnedRegister, getMetagraph } from "@taonet/sdk/index"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { chainBook } from "../commitments.ts"
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

const netuid = 2
const hourMs = 3_600_000
const scenario = readScenario(`
subnets:
  - netuid: ${netuid}
    owner: Alice
    hyperparameters: { tempo: 10, immunity_period: 10, commit_reveal_weights_enabled: false, weights_set_rate_limit: 0 }
    validators: [{ name: judge, stake: 1000 }]
    miners: [{ name: broken }, { name: fabricator }, { name: partial }, { name: stale }]
history: { epochs: 1 }
`)

const sitePages = 51
const credibility = createCredibility({ alpha: 0.6 })
const closers: (() => unknown)[] = []
let site: DemoSite
let full: ScrapeStore
let chain: DevChain
beforeAll(async () => {
  site = await startDemoSite({ newsEveryMs: 1e12 })
  full = openStore()
  const stop = new AbortController()
  const options = { sources: sources(), signal: stop.signal }
  const crawler = crawl(options, { store: full, fetch: fetchFrom([site.host]) })
  while (full.pages.size < sitePages) await new Promise((resolve) => setTimeout(resolve, 10))
  stop.abort()
  await crawler
  chain = await createDevChain({ scenario })
}, 120_000)
afterAll(async () => {
  for (const close of closers.splice(0)) await close()
  await chain?.close()
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
  const victim = hotkeyFromUri("//better_hk").ss58
  return [...full.pages.values()].map(({ record }) => ({ record, entry: entryOf(victim, record) }))
}

/** Serves as `name` until the tests end; resolves once the chain knows where, and what is settled is committed. */
async function serve(name: string): Promise<void> {
  const { settled, maxPages, store = openStore(), dishonest } = (ways[name] ?? expect.fail())()
  const ending = new AbortController()
  const waiting = new Set(["miner.served", "scraping.committed"])
  let onReady = (): void => {}
  const ready = new Promise<void>((resolve) => {
    onReady = resolve
  })
  const signer = chain.signer(`${name}_hk`)
  const running = scrapingMiner(
    {
      ...{ netuid, hotkey: hotkeyFromUri(`//${name}_hk`), signal: ending.signal, drainMs: 50 },
      // The chain refuses loopback addresses; clients read "any address" as this machine.
      advertise: { ip: "0.0.0.0" },
      crawl: { sources: sources(), ...(maxPages === undefined ? {} : { maxPages }) },
      ...{ manifestEveryMs: 50, manifestEveryBlocks: 0 },
    },
    {
      ...{ store, fetch: fetchFrom([site.host]), chain: sdkChain(chain.client, signer) },
      book: chainBook(chain.client, netuid, signer),
      ...(dishonest === undefined ? {} : { dishonest }),
      log(event, fields) {
        if (event !== "scraping.committed" || Number(fields?.["entries"]) >= settled) waiting.delete(event)
        if (waiting.size === 0) onReady()
      },
    },
  )
  closers.unshift(async () => {
    ending.abort()
    await running
  })
  await ready
}

/** Serves, and fails whatever it is asked. */
async function serveBroken(name: string): Promise<void> {
  const ending = new AbortController()
  const fail = async () => {
    throw new Error("out of memory")
  }
  const signer = chain.signer(`${name}_hk`)
  await chainBook(chain.client, netuid, signer).commit("0".repeat(64))
  await new Promise<void>((onServed) => {
    const running = runMiner(
      {
        ...{ netuid, hotkey: hotkeyFromUri(`//${name}_hk`), signal: ending.signal, drainMs: 50 },
        advertise: { ip: "0.0.0.0" },
        routes: [
          { method: "GET", path: manifestPath, handle: fail },
          { method: "POST", path: jobsPath, handle: fail },
        ],
      },
      {
        chain: sdkChain(chain.client, signer),
        log: (event) => void (event === "miner.served" && onServed()),
      },
    )
    closers.unshift(async () => {
      ending.abort()
      await running
    })
  })
}

const join = (name: string) =>
  burnedRegister(chain.client, chain.signer("Bob"), { netuid, hotkey: chain.hotkey(name) })

/** Lets the validator judge for so many rounds, each of which an epoch follows. */
async function judge(rounds: number): Promise<void> {
  const ending = new AbortController()
  const dendrite = createDendrite({ hotkey: hotkeyFromUri("//judge_hk") })
  let left = rounds
  const clock: Clock = {
    ...systemClock,
    async sleep() {
      await chain.mineToEpoch(netuid)
      if (--left === 0) ending.abort()
    },
  }
  const failed: unknown[] = []
  await scrapingValidator(
    {
      ...{ netuid, hotkey: hotkeyFromUri("//judge_hk").ss58, signal: ending.signal },
      ...{ weightsEveryBlocks: 1, alpha: 0.4 },
    },
    {
      ...{ chain: sdkChain(chain.client, chain.signer("judge_hk")), dendrite, clock },
      random: seededRandom(`${rounds} rounds`),
      scoring: {
        ...{ sources: sources(), fetch: fetchFrom([site.host]), credibility },
        book: chainBook(chain.client, netuid),
        beacon: {
          async next() {
            await chain.mine()
            return chain.head()
          },
        },
      },
      onRound: (round) => void (round.failed && failed.push(round)),
      log: (event, fields) => void (event.endsWith("Failed") && failed.push([event, fields])),
    },
  )
  await dendrite.close()
  expect(failed).toEqual([])
}

/** Share of the miners' pay by name; only who is there is named. */
async function incentives(): Promise<Record<string, number>> {
  const { hotkeys, incentives: paid } = (await getMetagraph(chain.client, { netuid })) ?? expect.fail()
  const names = [...Object.keys(ways), "broken"].map(
    (name) => [name, hotkeys.indexOf(chain.hotkey(name))] as const,
  )
  return Object.fromEntries(
    names.filter(([, uid]) => uid >= 0).map(([name, uid]) => [name, (paid[uid] ?? 0) / 65_535]),
  )
}

describe("miners over epochs", () => {
  it("are paid in the order of their quality; lies and what does not work earn nothing", async () => {
    await serveBroken("broken")
    await Promise.all(["fabricator", "partial", "stale"].map(serve))
    await judge(4)
    const paid = await incentives()
    expect(paid["stale"]).toBeGreaterThan((paid["partial"] ?? 1) + 0.2)
    expect(paid["partial"]).toBeGreaterThan(0)
    expect(paid).toMatchObject({ broken: 0, fabricator: 0 })
  }, 120_000)

  it("are overtaken by a better one that joins later, and not by a copier of it", async () => {
    for (const name of ["better", "copier"]) await join(name)
    await Promise.all(["better", "copier"].map(serve))
    await judge(8)
    const paid = await incentives()
    expect(paid["better"]).toBeGreaterThan(paid["stale"] ?? 1)
    expect(paid["stale"]).toBeGreaterThan(paid["partial"] ?? 1)
    expect(paid).toMatchObject({ broken: 0, fabricator: 0, copier: 0 })
  }, 120_000)

  it("lose their place when they are broken and the subnet is full", async () => {
    const { hotkeys } = (await getMetagraph(chain.client, { netuid })) ?? expect.fail()
    const place = hotkeys.indexOf(chain.hotkey("broken"))
    // Full, and with as few neurons as it has, none is kept for the sake of their number.
    const full = { MaxAllowedUids: [[[netuid], hotkeys.length]], MinNonImmuneUids: [[[netuid], 0]] }
    await chain.setStorage({ SubtensorModule: full })
    await join("late")
    const after = (await getMetagraph(chain.client, { netuid }))?.hotkeys ?? expect.fail()
    expect(after).toHaveLength(hotkeys.length)
    expect(after[place]).toBe(chain.hotkey("late"))
    expect(after).not.toContain(chain.hotkey("broken"))
    // The place is worth something again, and what the last one committed there is gone with it.
    expect(await chainBook(chain.client, netuid).of(hotkeyFromUri("//broken_hk").ss58)).toBeUndefined()
    await serve("late")
    await judge(8)
    const paid = await incentives()
    expect(paid["late"]).toBeGreaterThan(paid["partial"] ?? 1)
    expect(paid["late"]).toBeGreaterThan(0.5 * (paid["better"] ?? 1))
  }, 120_000)
})
