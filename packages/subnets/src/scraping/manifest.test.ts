import { systemClock } from "@taonet/neuron/clock"
import { describe, expect, it } from "vitest"
import { openStore } from "./crawl/store.ts"
import { digestOf, entryOf, type Manifest, makeManifest, readManifest } from "./manifest.ts"
import { parseJob, parseRecordsRequest } from "./protocol.ts"
import { publish } from "./publish.ts"
import { readRecord } from "./record.ts"
import { createShelf } from "./shelf.ts"
import { recordOf, testBlocks, testKeys } from "./testKit.ts"

const { miner, other } = testKeys
const records = ["b", "a", "c"].map((name) =>
  recordOf({ url: `http://site.example/${name}`, text: `Page ${name}, with words.` }),
)
const entriesOf = (hotkey: string) => records.map((record) => entryOf(hotkey, record))
const own = { netuid: 3, hotkey: miner.ss58 }

describe("manifest", () => {
  const manifest = makeManifest(own, entriesOf(miner.ss58))
  const expected = { ...own, root: manifest.root, now: 2_000_000 }

  it("goes over the wire and is what was committed to", () => {
    expect(readManifest(JSON.parse(JSON.stringify(manifest)), expected)).toEqual(manifest)
    expect(manifest.entries.map(({ url }) => url.at(-1))).toEqual(["a", "b", "c"])
    expect(makeManifest(own, entriesOf(miner.ss58).reverse()).root).toBe(manifest.root)
    // The same entries under another key, or on another subnet, are another commitment.
    expect(makeManifest({ ...own, hotkey: other.ss58 }, manifest.entries).root).not.toBe(manifest.root)
    expect(makeManifest({ ...own, netuid: 4 }, manifest.entries).root).not.toBe(manifest.root)
  })

  const change = (changes: Partial<Manifest>) => ({ ...manifest, ...changes })
  const [first, second, third] = manifest.entries
  it.each([
    ["another miner's", change({ hotkey: other.ss58 }), "OtherMiner"],
    ["another subnet's", change({ netuid: 4 }), "OtherMiner"],
    ["with an entry less", change({ entries: [first!, second!] }), "OtherThanCommitted"],
    [
      "with a larger entry",
      change({ entries: [{ ...first!, bytes: 10_000 }, second!, third!] }),
      "OtherThanCommitted",
    ],
    ["in disorder", change({ entries: [second!, first!, third!] }), "Malformed"],
    ["with an entry twice", change({ entries: [first!, first!, third!] }), "Malformed"],
    [
      "with an odd address",
      change({ entries: [{ ...first!, url: "http://site.example/a#x" }, second!, third!] }),
      "Malformed",
    ],
    ["with a negative size", change({ entries: [{ ...first!, bytes: -1 }, second!, third!] }), "Malformed"],
    ["of another extractor", change({ extractor: "mine" }), "OtherExtractor"],
    ["not one", { entries: [] }, "Malformed"],
    ["null", null, "Malformed"],
  ])("is refused when it is %s", (_name, value, fault) => {
    expect(readManifest(value, expected)).toBe(fault)
  })

  it("is refused when it comes from the future", () => {
    const dated = makeManifest(own, [{ ...first!, fetched_at: 3_000_000 }])
    expect(readManifest(dated, { ...expected, root: dated.root })).toBe("FromTheFuture")
  })

  it("holds digests that are worth nothing to others", () => {
    const [record] = records
    expect(digestOf(miner.ss58, record!.content_hash)).not.toBe(digestOf(other.ss58, record!.content_hash))
  })
})

describe("records of others", () => {
  const record = recordOf()
  it("are taken when everything follows from their content", () => {
    expect(readRecord(JSON.parse(JSON.stringify(record)))).toEqual(record)
  })
  it.each([
    ["text", "Other words."],
    ["bytes", record.bytes * 10],
    ["content_hash", "0".repeat(64)],
    ["simhash", "0".repeat(16)],
    ["source", "other.example"],
    ["url", "http://site.example/#x"],
    ["fetched_at", -1],
    ["published_at", "2024"],
    ["kind", "rumour"],
    ["language", 7],
  ])("are refused with another %s", (name, value) => {
    expect(readRecord({ ...record, [name]: value })).toBeUndefined()
  })
})

describe("the shelf", () => {
  const [record] = records
  const { url } = record!
  /** One shelf at a time that the test tells. */
  function shelfOf(options: Partial<Parameters<typeof createShelf>[0]> = {}) {
    const time = { now: 5_000_000 }
    const clock = { ...systemClock, unixNanoseconds: () => BigInt(time.now) * 1_000_000n }
    const store = openStore()
    return { time, store, shelf: createShelf({ ...own, ...options }, store, clock) }
  }

  it("shows what it promised after pages have changed, for a while, and what stands for good", () => {
    const { store, shelf } = shelfOf()
    expect(shelf.offer(undefined)).toBeUndefined()
    store.keepPage({ record: record! })
    const root = shelf.offer(undefined)?.root ?? ""
    store.keepPage({ record: recordOf({ url, text: "Something else, and newer." }) })
    const newer = shelf.offer(root)?.root ?? ""
    expect(newer).not.toBe(root)
    expect(shelf.records(root, [url, "http://site.example/none"])).toEqual([record])
    expect(shelf.records(newer, [url])?.[0]?.text).toContain("newer")
    for (let at = 0; at < 4; at++) {
      store.keepPage({ record: recordOf({ url, text: `Version ${at}.` }) })
      shelf.offer(root)
    }
    expect(shelf.records(newer, [url])).toBeUndefined()
    expect(shelf.records(root, [url])).toEqual([record])
    expect(shelf.manifest(root)?.root).toBe(root)
  })

  it("offers the same again while the chain does not take it, and nothing when there is little news", () => {
    const { time, store, shelf } = shelfOf({ newsShare: 0.5, renewMs: 1_000 })
    for (const each of records) store.keepPage({ record: each })
    const offered = shelf.offer(undefined)
    expect(shelf.offer(undefined)).toEqual(offered)
    const root = offered?.root ?? ""
    expect(shelf.offer(root)).toBeUndefined()
    store.keepPage({ record: recordOf({ url, text: "One of three is other." }) })
    expect(shelf.offer(root)).toBeUndefined()
    time.now += 1_000
    const older = shelf.offer(root)
    expect(older?.entries).toHaveLength(3)
    expect(shelf.offer(root)).toEqual(older)
    // What somebody else put there, or we before a restart, is no reason to keep still.
    expect(shelf.offer("0".repeat(64))?.entries).toHaveLength(3)
  })
})

describe("publishing", () => {
  it("goes on through refusals, keeps the pace, and commits when there is news", async () => {
    const { blocks, by } = testBlocks()
    const store = openStore()
    const shelf = createShelf(own, store, systemClock)
    const ending = new AbortController()
    const committed: string[] = []
    const told: string[] = []
    let refusals = 3
    const book = by(miner.ss58)
    const steps: Record<number, () => void> = {
      4: () => store.keepPage({ record: records[0]! }),
      10: () => store.keepPage({ record: records[1]! }),
      30: () => ending.abort(),
    }
    await publish(
      { hotkey: miner.ss58, everyBlocks: 10, signal: ending.signal },
      {
        shelf,
        book: {
          ...book,
          async commit(digest) {
            if (refusals-- > 0) throw new Error("SpaceLimitExceeded")
            await book.commit(digest)
            committed.push(`${blocks.number}: ${shelf.manifest(digest)?.entries.length}`)
          },
        },
        clock: {
          ...systemClock,
          async sleep() {
            // Lets what was begun be done.
            await new Promise((resolve) => setImmediate(resolve))
            blocks.number++
            steps[blocks.number]?.()
          },
        },
        log: (event) => void told.push(event),
      },
    )
    expect(committed).toEqual(["7: 1", "17: 2"])
    expect(told.filter((event) => event === "scraping.commitFailed")).toHaveLength(3)
  })
})

describe("requests", () => {
  it("are read with their defaults, each address once", () => {
    expect(parseJob('{"kind":"pages","urls":["http://A.example","http://a.example/#x"]}')).toEqual({
      kind: "pages",
      urls: ["http://a.example/"],
    })
    expect(parseJob('{"kind":"query","query":"boats"}')).toEqual({
      kind: "query",
      query: "boats",
      sources: undefined,
      limit: 10,
    })
  })
  it.each([
    ["{", null],
    ["[]", null],
    ["{}", "kind"],
    ['{"kind":"pages","urls":[]}', "urls"],
    ['{"kind":"pages","urls":["file:///etc/passwd"]}', "urls[0]"],
    [JSON.stringify({ kind: "pages", urls: Array(17).fill("http://a.example/") }), "urls"],
    ['{"kind":"feed","url":"http://a.example/","limit":51}', "limit"],
    ['{"kind":"feed"}', "url"],
    ['{"kind":"query","query":" "}', "query"],
    ['{"kind":"query","query":"x","sources":[1]}', "sources"],
  ])("%s is refused, naming %s", (body, param) => {
    expect(() => parseJob(body)).toThrow(expect.objectContaining({ param }))
  })
  it("for records need a root", () => {
    expect(() => parseRecordsRequest(Buffer.from('{"root":"x","urls":["http://a.example/"]}'))).toThrow(
      expect.objectContaining({ param: "root" }),
    )
  })
})
