import { seededRandom } from "@taonet/neuron/random"
import { describe, expect, it } from "vitest"
import { TemplateError } from "../template/fields.ts"
import { personalise, scoreOf } from "../template/personal.ts"
import type { ScrapedRecord } from "./record.ts"
import type { LiveView } from "./scoring/liveView.ts"
import { scrapingTemplate } from "./template.ts"
import { recordOf } from "./testKit.ts"

const best = { records: 1, job: 1, trust: 1, elapsedMs: 100 }
const random = seededRandom("template")

/** Knows these pages, and nothing else. */
const liveOf = (records: LiveView["records"]): LiveView => ({
  page: () => Promise.reject(new Error("nobody looks")),
  feed: () => Promise.reject(new Error("nobody looks")),
  someUrl: () => records()[0]?.url,
  someFeed: () => undefined,
  records,
})

describe("the owner's template", () => {
  const template = personalise(scrapingTemplate)
  it.each([
    ["the best", best, 1],
    ["one with half of it", { ...best, records: 0.5 }, 0.65],
    ["one that does no jobs", { ...best, job: 0 }, 0.7],
    ["one whose job could not be judged", { ...best, records: 0.5, job: undefined }, 0.5],
    ["one that nobody can believe", { ...best, trust: 0 }, 0],
    ["a slow one", { ...best, elapsedMs: 60_000 }, 0.97],
  ])("gives %s what it deserves", (_name, facts, score) =>
    expect(scoreOf(template, facts)).toBeCloseTo(score, 9),
  )

  it("asks for words of the title, and for such as are rare among the pages that it knows", () => {
    const common = "lanterns harbours granite whistle orchard cottage"
    const own = ["alpha", "bravo"].map((name) => Array.from({ length: 12 }, (_, at) => `${name}${at}`))
    const records = own.map((words, at) =>
      recordOf({ url: `http://site.example/${at}`, title: "Of tides", text: `${common} ${words.join(" ")}` }),
    )
    const make = (kind: string, known: readonly ScrapedRecord[]) =>
      template.challenges[kind]?.make(random)(
        random,
        liveOf(() => known),
      )
    const task = make("query", records)
    const words = task?.job.kind === "query" ? task.job.query.split(" ") : []
    expect(new Set(words).size).toBe(6)
    expect(words[0]).toBe("tides")
    expect(own[Number(task?.wanted?.at(-1))]).toEqual(expect.arrayContaining(words.slice(1)))
    expect([make("query", []), make("feed", records)]).toEqual([undefined, undefined])
  })
})

describe("a validator's own version", () => {
  it("may weigh otherwise, ask for its own pages, and look more closely", () => {
    const own = personalise(scrapingTemplate, {
      template: "scraping",
      criteria: { records: 0, jobs: 1 },
      challenges: {
        pages: 0,
        feed: 0,
        query: 0,
        mine: {
          questions: [{ query: "keeper", finds: "http://Site.example/lighthouse#top" }],
        },
      },
      settings: { sampleSize: 9, uniqueness: 0, trustAlpha: 0.3 },
    })
    expect(scoreOf(own, { ...best, records: 0 })).toBe(1)
    expect(
      own.challenges["mine"]?.make(random)(
        random,
        liveOf(() => []),
      ),
    ).toEqual({
      job: { kind: "query", query: "keeper", sources: ["site.example"], limit: 5 },
      wanted: "http://site.example/lighthouse",
    })
    expect(own.settings).toMatchObject({
      sampleSize: 9,
      uniqueness: 0,
      trustAlpha: 0.3,
      maxAgeMs: 86_400_000,
    })
  })

  const asking = (question: object) => ({ challenges: { mine: { questions: [question] } } })
  const at = "challenges.mine.questions[0]"
  it.each([
    [asking({ pages: ["https://example.com/", "ftp://x"] }), `${at}.pages[1]`],
    [asking({ pages: [] }), `${at}.pages`],
    [asking({ feed: "nowhere" }), `${at}.feed`],
    [asking({ query: "boats" }), `${at}.finds`],
    [asking({ feed: "https://example.com/feed", finds: "https://example.com/" }), `${at}.finds`],
    [asking({ feed: "https://example.com/feed", query: "x" }), at],
    [asking({}), at],
    [{ settings: { sampleSize: 0 } }, "settings.sampleSize"],
    [{ template: "text" }, "template"],
  ])("is refused with the field that is wrong", (file, field) => {
    expect(() => personalise(scrapingTemplate, file)).toThrow(TemplateError)
    expect(() => personalise(scrapingTemplate, file)).toThrow(expect.objectContaining({ field }))
  })
})
