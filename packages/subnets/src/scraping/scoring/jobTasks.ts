/** Jobs that a validator gives to see whether miners do what clients will ask of them, and how it judges the answers. */
import { pick, type Random, randomInt, sample } from "@taonet/neuron/random"
import { wordsOf } from "../crawl/search.ts"
import { FetchError, isPassing } from "../net/fetchError.ts"
import type { ScrapingJob } from "../protocol.ts"
import { readRecord, type ScrapedRecord } from "../record.ts"
import { compareWithLive, marks } from "./compare.ts"
import type { LiveView } from "./liveView.ts"

export interface JobTask {
  readonly job: ScrapingJob
  /** Page that a query must find. */
  readonly wanted?: string
}

/** Undefined when the validator knows too little to ask for it yet. */
export type JobMaker = (random: Random, live: LiveView) => JobTask | undefined

const pagesPerJob = 2
const feedLimit = 20
/** So many that hardly another page has them all. */
const queryWords = 6
const titleWords = 3
const queryLimit = 5
/** One page job in so many also asks for a page that is not there: a miner that makes things up has one. */
const absentEvery = 3

export const pagesJob: JobMaker = (random, live) => {
  const urls = Array.from({ length: pagesPerJob }, () => live.someUrl(random)).filter(
    (url) => url !== undefined,
  )
  const [first] = urls
  if (first === undefined) return undefined
  const absent = new URL(`/${randomInt(random, 2 ** 40).toString(36)}.html`, first).href
  const more = randomInt(random, absentEvery) === 0 ? [absent] : []
  return { job: { kind: "pages", urls: [...new Set([...urls, ...more])] } }
}

export const feedJob: JobMaker = (random, live) => {
  const url = live.someFeed(random)
  return url === undefined ? undefined : feedTask(url)
}

export const feedTask = (url: string): JobTask => ({ job: { kind: "feed", url, limit: feedLimit } })

/** As people ask: words of a page's title, and such of its text as are rare among the pages known. */
export const queryJob: JobMaker = (random, live) => {
  const known = live.records()
  if (known.length === 0) return undefined
  const wanted = pick(random, known)
  const titled = sample(random, [...new Set(wordsOf(wanted.title))].filter(isTelling), titleWords)
  const texts = known.map(({ text }) => new Set(wordsOf(text)))
  const pagesWith = (word: string): number => texts.filter((text) => text.has(word)).length
  const rare = [...new Set(wordsOf(wanted.text))]
    .filter((word) => isTelling(word) && !titled.includes(word))
    .map((word) => ({ word, pages: pagesWith(word) }))
    .sort((a, b) => a.pages - b.pages || b.word.length - a.word.length)
    .slice(0, 2 * queryWords)
    .map(({ word }) => word)
  const words = [...titled, ...sample(random, rare, queryWords - titled.length)]
  return words.length === 0 ? undefined : queryTask(words.join(" "), wanted.source, wanted.url)
}

export const queryTask = (query: string, source: string, wanted: string): JobTask => ({
  ...{ job: { kind: "query", query, sources: [source], limit: queryLimit }, wanted },
})

const isTelling = (word: string): boolean => word.length >= 5 && word.length <= 30

export interface JudgeContext {
  /** Milliseconds since 1970. */
  readonly askedAt: number
  readonly answeredAt: number
  /** Pages that the miner committed to. */
  readonly committed: ReadonlySet<string>
  readonly random: Random
  readonly live: LiveView
  readonly signal: AbortSignal
}

/** In [0, 1]; undefined when the sites did not let the validator judge. */
export async function judgeJob(
  task: JobTask,
  answer: unknown,
  context: JudgeContext,
): Promise<number | undefined> {
  const { live, signal, askedAt, answeredAt } = context
  const records = recordsOf(answer)
  // A list with an impossible record is not believed at all.
  if (records === undefined) return 0
  const { job, wanted } = task
  if (job.kind === "feed") return judgeFeed(records, await live.feed(job.url, answeredAt, signal))
  if (job.kind === "query")
    return wanted === undefined ? undefined : judgeQuery(records, wanted, job.query, context)
  const judged: number[] = []
  for (const url of job.urls) {
    const one = judgePage(url, records, await live.page(url, answeredAt, signal), askedAt)
    if (one !== undefined) judged.push(one)
  }
  return mean(judged)
}

const recordsMax = 64

function recordsOf(answer: unknown): ScrapedRecord[] | undefined {
  const list = (answer as { records?: unknown } | null)?.records
  if (!Array.isArray(list) || list.length > recordsMax) return undefined
  const records = list.map(readRecord)
  return records.every((record) => record !== undefined) ? records : undefined
}

/** A page that cannot be had must not be had by the miner either. */
function judgePage(
  url: string,
  records: readonly ScrapedRecord[],
  live: ScrapedRecord | FetchError,
  askedAt: number,
): number | undefined {
  if (live instanceof FetchError) {
    if (isPassing(live)) return undefined
    return records.some((record) => record.url === url) ? 0 : 1
  }
  const record =
    records.find(({ content_hash }) => content_hash === live.content_hash) ??
    records.find((each) => each.url === live.url)
  if (record === undefined) return 0
  // Asked now, it must have been fetched now.
  const isFresh = record.fetched_at >= askedAt - clockSlackMs
  return isFresh ? marks[compareWithLive(record, live)] : 0
}

const clockSlackMs = 10_000

/** F1 of the items. */
function judgeFeed(
  records: readonly ScrapedRecord[],
  live: readonly ScrapedRecord[] | FetchError,
): number | undefined {
  if (live instanceof FetchError) return isPassing(live) ? undefined : Number(records.length === 0)
  const key = ({ url, content_hash }: ScrapedRecord): string => `${url} ${content_hash}`
  const expected = new Set(live.slice(0, feedLimit).map(key))
  if (expected.size === 0) return Number(records.length === 0)
  const right = new Set(records.map(key).filter((each) => expected.has(each))).size
  return (2 * right) / (expected.size + records.length)
}

/**
 * The page must be among the results, the nearer to the top the better, and a result drawn by lot must be real. A miner searches what it
 * has: a page that it did not commit to it has from another, and earns nothing by it.
 */
async function judgeQuery(
  records: readonly ScrapedRecord[],
  wanted: string,
  query: string,
  { committed, random, live, signal }: JudgeContext,
): Promise<number | undefined> {
  if (!committed.has(wanted)) return 0
  const at = records.findIndex(({ url }) => url === wanted)
  if (at < 0 || at >= queryLimit || records.length > queryLimit) return 0
  const asked = wordsOf(query)
  const isAbout = ({ title, text }: ScrapedRecord): boolean =>
    wordsOf(`${title} ${text}`).some((word) => asked.includes(word))
  if (!records.every(isAbout)) return 0
  const drawn = pick(random, records)
  const mark = marks[compareWithLive(drawn, await live.page(drawn.url, drawn.fetched_at, signal))]
  return mark === undefined ? undefined : mark / Math.log2(at + 2)
}

const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
