/** The scraping subnet as a template: what its owner suggests, and what a validator may do in its own way. */
import { readList, readMap, readText, TemplateError } from "../template/fields.ts"
import type { PersonalTemplate, TemplateDefinition } from "../template/types.ts"
import { canonicalUrl } from "./net/canonicalUrl.ts"
import { jobBounds } from "./protocol.ts"
import {
  feedJob,
  feedTask,
  type JobMaker,
  type JobTask,
  pagesJob,
  queryJob,
  queryTask,
} from "./scoring/jobTasks.ts"
import { type RoundFacts, scoreWeights, speedOf } from "./scoring/score.ts"

export type ScrapingTemplate = TemplateDefinition<JobMaker, RoundFacts>
export type PersonalScrapingTemplate = PersonalTemplate<JobMaker, RoundFacts>

const dayMs = 24 * 3_600_000

const settings = {
  sampleSize: { about: "records checked of one manifest in a round", value: 4, least: 1, most: 64 },
  maxAgeMs: {
    about: "milliseconds until a record is worth nothing",
    value: dayMs,
    least: 1,
    most: 365 * dayMs,
  },
  freshness: { about: "a record counts by its freshness to this power", value: 1, least: 0, most: 8 },
  uniqueness: { about: "and by 1 over its holders to this power", value: 1, least: 0, most: 8 },
  trustAlpha: { about: "share of the newest checks in credibility", value: 0.15, least: 0.001, most: 1 },
  trustExponent: { about: "claims count by credibility to this power", value: 2.5, least: 1, most: 8 },
  timeoutMs: { about: "milliseconds for one answer", value: 30_000, least: 100, most: 600_000 },
  alpha: { about: "share of the newest score in the average", value: 0.1, least: 0.001, most: 1 },
  exponent: { about: "weight is average to this power", value: 2, least: 0.5, most: 8 },
  minersPerRound: { about: "miners asked in a round", value: 16, least: 1, most: 4_096 },
} satisfies ScrapingTemplate["settings"]

/** Every number that a file may set, set. */
export type ScrapingSettings = Readonly<Record<keyof typeof settings, number>>
export const settingsOf = (template: PersonalScrapingTemplate) => template.settings as ScrapingSettings

export const scrapingTemplate: ScrapingTemplate = {
  name: "scraping",
  criteria: {
    records: {
      about: "what the miner has is worth as much as what the best of the credible has",
      weight: scoreWeights.records,
      kind: "share",
      measure: ({ records }) => records,
    },
    jobs: {
      about: "a job like a client's was done well",
      weight: scoreWeights.jobs,
      kind: "share",
      // Where the sites did not let us judge, it neither helps nor hurts.
      measure: ({ job, records }) => job ?? records,
    },
    truth: {
      about: "records stood up to being checked",
      weight: scoreWeights.truth,
      kind: "factor",
      measure: ({ trust }) => trust,
    },
    speed: {
      about: "how soon the job was done",
      weight: scoreWeights.speed,
      kind: "factor",
      measure: ({ elapsedMs }) => (elapsedMs === undefined ? 1 : speedOf(elapsedMs)),
    },
  },
  challenges: {
    pages: { about: "two pages, and now and then one that is not there", share: 2, make: () => pagesJob },
    feed: { about: "a feed that pages named", share: 1, make: () => feedJob },
    query: { about: "words of a page, which must be found", share: 1, make: () => queryJob },
  },
  ownChallenge: {
    read: readChallenge,
    example: '{ query: "keeper of the lighthouse", finds: "https://example.com/lighthouse.html" }',
  },
  settings,
}

/** `{ pages: [url, …] }`, `{ feed: url }`, or `{ query, finds: url }`, where `finds` must be among the first five results. */
function readChallenge(value: unknown, field: string): JobMaker {
  const task = readTask(value, field)
  return () => task
}

function readTask(value: unknown, field: string): JobTask {
  const own = readMap(value, field, ["pages", "feed", "query", "finds"])
  const kinds = (["pages", "feed", "query"] as const).filter((kind) => own[kind] !== undefined)
  const [kind] = kinds
  if (kinds.length !== 1) throw new TemplateError(field, "one of pages, feed and query is needed")
  if (kind !== "query" && own["finds"] !== undefined)
    throw new TemplateError(`${field}.finds`, "only a query finds something")
  switch (kind) {
    case "pages": {
      const urls = readList(own["pages"], `${field}.pages`, readUrl, { most: jobBounds.urls })
      return { job: { kind: "pages", urls: [...new Set(urls)] } }
    }
    case "feed":
      return feedTask(readUrl(own["feed"], `${field}.feed`))
    default: {
      const query = readText(own["query"], `${field}.query`, jobBounds.queryUnits)
      const wanted = readUrl(own["finds"], `${field}.finds`)
      return queryTask(query, new URL(wanted).host, wanted)
    }
  }
}

function readUrl(value: unknown, field: string): string {
  const url = canonicalUrl(readText(value, field))
  if (url === undefined) throw new TemplateError(field, "a web address is needed")
  return url
}
