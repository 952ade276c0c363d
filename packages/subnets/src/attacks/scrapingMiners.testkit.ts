/** How scraping miners of the attacks work. */
import { createCallerLimits } from "@taonet/neuron/axon/callerLimits"
import { AxonError } from "@taonet/neuron/axon/types"
import { systemClock } from "@taonet/neuron/clock"
import { dishonestWays } from "../scraping/dishonest.ts"
import { entryOf } from "../scraping/manifest.ts"
import { makeRecord, type ScrapedRecord } from "../scraping/record.ts"
import { neuronOf } from "./miners.testkit.ts"
import { type Scraper, sitePages, urlOf } from "./scrapingWorld.testkit.ts"

const relayMs = 900

/** Reads the first so many pages in every epoch. */
export const reader = (name: string, pages = sitePages): Scraper => ({
  name,
  read({ page }, { store }) {
    for (let at = 0; at < pages; at++) store.keepPage({ record: page(at) })
  },
})

/** Takes jobs only of callers with stake, by the axon's own limits: validators and gateways, and no other miners. */
export function guarded(scraper: Scraper, callers: readonly string[], minStake: bigint): Scraper {
  const limits = createCallerLimits(
    { tiers: [{ minStake, requestsPerMinute: 1_000_000, concurrent: 4 }] },
    systemClock,
  )
  return {
    ...scraper,
    admit(caller, world) {
      limits.update({ neurons: callers.map((name) => neuronOf(name, world)) })
      limits.enter(caller)()
    },
  }
}

/** Another's manifest under its own key, with the texts, which somebody gave it. */
export const copier = (name: string, victim: string): Scraper => ({
  name,
  read: () => undefined,
  dishonest: ({ miner }) => ({
    manifest: () => {
      const { hotkey, store } = miner(victim)
      return [...store.pages.values()].map(({ record }) => ({ record, entry: entryOf(hotkey, record) }))
    },
  }),
})

export const fabricator = (name: string): Scraper => ({
  ...reader(name, 1),
  dishonest: () => dishonestWays("fabricator", [{ seed: urlOf(0) }]),
})

/** Reads so many pages, and makes up what as many others say. */
export const embellisher = (name: string, pages: number): Scraper => ({
  ...reader(name, pages),
  dishonest: ({ page }) => ({
    manifest: (held, { hotkey, now }) => [
      ...held,
      ...held.map((_, at) => {
        const { text, ...facts } = page(pages + at)
        const record = makeRecord({ ...facts, text: text.split(" ").reverse().join(" "), fetched_at: now })
        return { record, entry: entryOf(hotkey, record) }
      }),
    ],
  }),
})

/** Read everything once, and says in every epoch that it has just done so. */
export const restamper = (name: string): Scraper => ({
  name,
  read({ epoch, page }, { store }) {
    if (epoch() === 0) for (let at = 0; at < sitePages; at++) store.keepPage({ record: page(at) })
    // The store changes, so that there is a manifest in every epoch.
    else for (const held of [...store.pages.values()]) store.keepPage(held)
  },
  dishonest: () => dishonestWays("restamper", []),
})

/** Reads so many pages itself, and passes on every job; does it itself when it is turned away. */
export const relay = (name: string, victim: string, pages: number): Scraper => ({
  ...reader(name, pages),
  async job(job, { ask }, own) {
    try {
      const { answer, elapsedMs } = await ask(victim, job, name)
      return { answer, elapsedMs: elapsedMs + relayMs }
    } catch (error) {
      if (!(error instanceof AxonError)) throw error
      return { answer: await own(), elapsedMs: relayMs }
    }
  },
})

/** Reads nothing: gives another jobs until it has all that the other has, and says that it is its own. */
export const harvester = (name: string, victim: string): Scraper => ({
  name,
  async read({ ask }, { store }) {
    const job = { kind: "query", query: "the of and", limit: 50 }
    const { answer } = await ask(victim, job, name).catch(nothing)
    for (const record of (answer as { records: ScrapedRecord[] }).records) store.keepPage({ record })
  },
})

const nothing = (error: unknown) => {
  if (!(error instanceof AxonError)) throw error
  return { answer: { records: [] }, elapsedMs: 0 }
}
