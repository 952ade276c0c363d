/** Ways in which miners try to earn without working: for demonstrations, and so that tests show what each of them gets. */
import { type Random, randomInt, seededRandom } from "@taonet/neuron/random"
import type { ScrapingSource } from "./crawl/scope.ts"
import { entryOf } from "./manifest.ts"
import type { DishonestWays } from "./miner.ts"
import { hostOf } from "./net/canonicalUrl.ts"
import { modelName, type ScrapingJob } from "./protocol.ts"
import { makeRecord, type ScrapedRecord } from "./record.ts"
import type { Held, Trick } from "./shelf.ts"

export type DishonestName = "fabricator" | "restamper" | "inflater" | "filler"

export function dishonestWays(name: DishonestName, sources: readonly ScrapingSource[]): DishonestWays {
  switch (name) {
    case "fabricator":
      return { manifest: fabricate(sources), job: inventedResult }
    case "restamper":
      return { manifest: restamp }
    case "inflater":
      return { manifest: inflate }
    case "filler":
      return { manifest: fill }
  }
}

const inventedPages = 200

/** Pages that nobody ever fetched, under addresses that might exist. */
function fabricate(sources: readonly ScrapingSource[]): Trick {
  return (_held, { hotkey, now }) => {
    const random = seededRandom(hotkey)
    return Array.from({ length: inventedPages }, (_, at) => {
      const seed = sources[at % Math.max(1, sources.length)]?.seed ?? "http://example.com/"
      return heldBy(hotkey, invented(new URL(`/pages/${at}.html`, seed).href, random, now))
    })
  }
}

/** Old pages with a new date. */
const restamp: Trick = (held, { hotkey, now }) =>
  held.map(({ record }) => heldBy(hotkey, { ...record, fetched_at: now }))

/** Ten times as large as they are. */
const inflate: Trick = (held) =>
  held.map(({ record, entry }) => ({ record, entry: { ...entry, bytes: entry.bytes * 10 } }))

const variants = 20

/** Each page many times under addresses that lead to the same. */
const fill: Trick = (held, { hotkey }) =>
  held.flatMap(({ record }) =>
    Array.from({ length: variants }, (_, at) => {
      const url = new URL(record.url)
      if (at > 0) url.searchParams.set("v", String(at))
      return heldBy(hotkey, { ...record, url: url.href })
    }),
  )

const heldBy = (hotkey: string, record: ScrapedRecord): Held => ({ record, entry: entryOf(hotkey, record) })

function inventedResult(job: ScrapingJob) {
  const now = Date.now()
  const random = seededRandom(JSON.stringify(job))
  const urls = job.kind === "pages" ? job.urls : job.kind === "feed" ? [job.url] : ["http://example.com/"]
  const records = urls.map((url) => invented(url, random, now))
  return { object: "scraping.result", model: modelName, records, failures: [] } as const
}

function invented(url: string, random: Random, now: number): ScrapedRecord {
  const text = Array.from({ length: 300 }, () => words[randomInt(random, words.length)]).join(" ")
  return makeRecord({
    kind: "page",
    url,
    source: hostOf(url),
    title: text.split(" ", 4).join(" "),
    text,
    language: "en",
    published_at: null,
    last_modified: null,
    fetched_at: now,
  })
}

const words =
  "the of and to in is that for it as was with be by on not he his but at are this have from or had an they which one you were all her she there would their we him been has when who will no more if out so up said what its about than into them can only other time new some could these two may first then do any like my now over such our man me even most made after also did many off before must well back through years where much your way".split(
    " ",
  )
