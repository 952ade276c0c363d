import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { systemClock } from "@taonet/neuron/clock"
import { describe, expect, it } from "vitest"
import { chainBeacon } from "../beacon.ts"
import { entryOf, makeManifest } from "../manifest.ts"
import { FetchError } from "../net/fetchError.ts"
import { proseOf } from "../site/articles.ts"
import { never, recordOf, testKeys } from "../testKit.ts"
import { createClaims, type Place } from "./claims.ts"
import { compareWithLive } from "./compare.ts"
import { createCredibility } from "./credibility.ts"
import { drawSample, sampleSeed } from "./draw.ts"
import { speedOf } from "./score.ts"
import { freshness, valueEntries } from "./value.ts"

const prose = (seed: string): string => proseOf(seed, ["tide", "boat", "quay", "crane"], 6).join("\n")
const { miner, other } = testKeys
const hour = 3_600_000

describe("comparing with the site", () => {
  const text = prose("one")
  /** Sentences of the same makers resemble each other; backwards they do not. */
  const unrelated = prose("two").split(" ").reverse().join(" ")
  const edited = text.replace("the", "that")
  const record = recordOf({ text, fetched_at: 10 * hour })
  const live = (changes: Parameters<typeof recordOf>[0]) =>
    recordOf({ text, fetched_at: 11 * hour, ...changes })
  it.each([
    ["same", live({})],
    ["similar", live({ text: edited })],
    ["elsewhere", live({ url: "http://site.example/moved" })],
    // The site says that it has not changed since: the miner has something else.
    ["different", live({ text: unrelated, last_modified: 9 * hour })],
    ["replaced", live({ text: unrelated, last_modified: 10.5 * hour })],
    ["outdated", live({ text: `${text}\n${prose("more").slice(0, 400)}`, last_modified: 10.5 * hour })],
    // The site says nothing, and there was time.
    ["replaced", live({ text: unrelated })],
    ["different", live({ text: unrelated, fetched_at: 10 * hour + 1_000 })],
    ["different", live({ text: text.slice(0, text.length / 3), last_modified: 9 * hour })],
    ["gone", new FetchError("HttpStatus", "", 404)],
    ["gone", new FetchError("NoContent", "")],
    ["forbidden", new FetchError("RobotsDisallowed", "")],
    ["forbidden", new FetchError("PrivateAddress", "")],
    ["unknown", new FetchError("HttpStatus", "", 503)],
    ["unknown", new FetchError("Timeout", "")],
  ])("%s", (verdict, found) => expect(compareWithLive(record, found)).toBe(verdict))
})

describe("what a manifest claims to be worth", () => {
  const entry = (name: string, more: Partial<Parameters<typeof recordOf>[0]> = {}) =>
    entryOf(
      miner.ss58,
      recordOf({ url: `http://site.example/${name}`, text: prose(name), fetched_at: 100 * hour, ...more }),
    )
  const context = {
    weights: new Map([
      ["site.example", 1],
      ["better.example", 3],
    ]),
    now: 100 * hour,
    maxAgeMs: 10 * hour,
    holders: () => 1,
  }
  const worth = (entries: Parameters<typeof valueEntries>[0], more = {}) =>
    valueEntries(entries, { ...context, ...more }).reduce((sum, { value }) => sum + value, 0)
  const one = worth([entry("a")])

  it("counts bytes, weighted by source, up to a bound for one page", () => {
    expect(one).toBe(entry("a").bytes)
    const url = "http://better.example/a"
    expect(worth([entry("a", { url, source: "better.example" })])).toBe(3 * one)
    expect(worth([entry("a", { url: "http://own.example/a", source: "own.example" })])).toBe(0)
    expect(worth([{ ...entry("a"), bytes: 1e9 }])).toBe(16 * 1024)
    expect(worth([entry("a", { text: "Too short to say anything." })])).toBe(0)
  })

  it("falls with age and with the number of miners that have the page", () => {
    expect(worth([entry("a", { fetched_at: 95 * hour })])).toBe(0.75 * one)
    expect(worth([entry("a", { fetched_at: 89 * hour })])).toBe(0)
    expect(freshness(-5, 10)).toBe(1)
    expect(worth([entry("a")], { holders: () => 4 })).toBe(one / 4)
    // As much as a validator's own template says; too old is too old.
    const old = [entry("a", { fetched_at: 95 * hour }), entry("b", { fetched_at: 89 * hour })]
    const powers = { freshness: 0, uniqueness: 2 }
    expect(worth(old, { holders: () => 4, powers })).toBe(one / 16)
  })

  it("takes filler for what it is: the same under many names", () => {
    const filler = Array.from({ length: 50 }, (_, at) => entry(`x?v=${at}`, { text: `${prose("x")} ${at}` }))
    expect(worth(filler)).toBeLessThan(1.1 * worth(filler.slice(0, 1)))
    expect(worth([entry("a"), entry("b"), entry("c")])).toBeGreaterThan(2.5 * one)
  })

  it("draws by value, anew with every block, and the same for everybody", () => {
    const valued = valueEntries(
      Array.from({ length: 40 }, (_, at) => entry(`p${at}`)),
      context,
    )
    const heavy = valued.map((each, at) => ({ ...each, value: at === 7 ? 1e9 : each.value }))
    const seed = (block: string) => sampleSeed(block, miner.ss58, "root")
    const urls = (block: string, from = valued) => drawSample(from, seed(block), 4).map(({ url }) => url)
    expect(urls("a")).toEqual(urls("a"))
    expect(new Set(urls("a")).size).toBe(4)
    expect(urls("a")).not.toEqual(urls("b"))
    expect(urls("a", heavy)[0]).toBe(valued[7]?.entry.url)
    expect(drawSample(valued.slice(0, 2), seed("a"), 4)).toHaveLength(2)
  })
})

describe("credibility", () => {
  it("is earned slowly, lost quickly, and survives a restart", () => {
    const folder = mkdtempSync(join(tmpdir(), "credibility-"))
    const credibility = createCredibility({ folder })
    expect(credibility.factor("new")).toBe(0)
    for (let at = 0; at < 20; at++) credibility.record("honest", 1)
    expect(credibility.perfect()).toBeCloseTo(credibility.factor("honest"), 9)
    const earned = credibility.factor("honest")
    expect(earned).toBeGreaterThan(0.9)
    credibility.record("honest", 0)
    expect(credibility.factor("honest")).toBeLessThan(0.7 * earned)
    const value = credibility.of("honest")
    credibility.close()
    const again = createCredibility({ folder })
    expect(again.of("honest")).toBe(value)
    again.close()
    rmSync(folder, { recursive: true })
    expect(() => createCredibility().record("x", 2)).toThrow(RangeError)
  })

  it("makes every share of made-up records cost more than it brings", () => {
    for (const made of [0.05, 0.1, 0.25, 0.5, 0.75, 0.95]) {
      const truth = 1
      const claimed = truth / (1 - made)
      expect(claimed * (1 - made) ** 2.5).toBeLessThan(truth)
    }
  })

  it("forgets the longest unseen when there are too many", () => {
    const credibility = createCredibility({ hotkeysMax: 2 })
    for (const name of ["a", "b", "a", "c"]) credibility.record(name, 1)
    expect(["a", "b", "c"].map((name) => credibility.of(name) > 0)).toEqual([true, false, true])
  })
})

describe("claims of all miners", () => {
  const manifest = (key: typeof miner, names: readonly string[]) =>
    makeManifest(
      { netuid: 3, hotkey: key.ss58 },
      names.map((name) => entryOf(key.ss58, recordOf({ url: `http://site.example/${name}` }))),
    )
  it("are shared by who has a page, but not by who only says so", () => {
    const claims = createClaims()
    claims.keep(manifest(miner, ["a", "b"]), 0)
    claims.keep(manifest(other, ["a"]), 0)
    const holders = (name: string, credible: number) =>
      claims.holders(`http://site.example/${name}`, miner.ss58, () => credible)
    expect([holders("a", 1), holders("a", 0), holders("b", 1)]).toEqual([2, 1, 1])
  })
  const productOf = ({ records, trust }: Place): number => records * trust
  it("are measured by the best, who is forgotten when he is gone", () => {
    const claims = createClaims()
    for (const key of [miner, other]) claims.keep(manifest(key, ["a"]), 0)
    const equal = () => 0.2
    let perfect = 0.2
    const share = (key: typeof miner, worth: number, factor: (hotkey: string) => number, at = 0) =>
      productOf(claims.place(key.ss58, worth, { factor, perfect: () => perfect }, at))
    expect(share(miner, 100, equal)).toBe(1)
    expect(share(other, 400, equal)).toBe(1)
    expect(share(miner, 100, equal)).toBe(0.25)
    perfect = 0.4
    expect(share(miner, 100, equal)).toBe(0.125)
    // Half as trusted is half as much; much less trusted is no measure for others.
    expect(share(other, 400, (hotkey) => (hotkey === miner.ss58 ? 0.4 : 0.2))).toBe(0.5)
    expect(share(miner, 100, (hotkey) => (hotkey === miner.ss58 ? 0.4 : 0.1))).toBe(1)
    expect(share(miner, 100, () => 0)).toBe(0)
    claims.keep(manifest(miner, ["a"]), 2 * hour)
    perfect = 0.2
    expect(share(miner, 100, equal, 2 * hour)).toBe(1)
    expect(share(miner, 0, equal, 2 * hour)).toBe(0)
  })
})

it("finds jobs fast or slow", () => {
  expect([speedOf(0), speedOf(16_000), speedOf(60_000)]).toEqual([1, 0.5, 0])
})

describe("block beacon", () => {
  const clockOf = (onSleep: () => void) => {
    let now = 0
    return {
      ...systemClock,
      milliseconds: () => now,
      sleep: async (ms: number) => {
        now += ms
        onSleep()
      },
    }
  }
  it("gives the very next block, even when more have come", async () => {
    let block = 7
    const clock = clockOf(() => {
      block += 3
    })
    const blocks = { blockNumber: async () => block, blockHash: async (number: number) => `hash ${number}` }
    expect(await chainBeacon(blocks, clock).next(never)).toEqual({ number: 8, hash: "hash 8" })
  })
  it("gives up on a chain that stands still", async () => {
    const blocks = { blockNumber: async () => 7, blockHash: async () => "" }
    await expect(
      chainBeacon(
        blocks,
        clockOf(() => {}),
      ).next(never),
    ).rejects.toThrow("no block after 7")
  })
})
