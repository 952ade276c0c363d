import { systemClock } from "@taonet/neuron/clock"
import { describe, expect, it } from "vitest"
import { openStore } from "./crawl/store.ts"
import { digestOf, entryOf, type Manifest, readManifest, signManifest } from "./manifest.ts"
import { parseJob, parseRecordsRequest } from "./protocol.ts"
import { readRecord } from "./record.ts"
import { createShelf } from "./shelf.ts"
import { recordOf, testKeys } from "./testKit.ts"

const { miner, other } = testKeys
const records = ["b", "a", "c"].map((name) =>
  recordOf({ url: `http://site.example/${name}`, text: `Page ${name}, with words.` }),
)
const entriesOf = (hotkey: string) => records.map((record) => entryOf(hotkey, record))
const facts = { netuid: 3, createdAt: 2_000_000 }
const expected = { netuid: 3, hotkey: miner.ss58, now: 2_000_000 }

describe("manifest", () => {
  const manifest = signManifest(miner, facts, entriesOf(miner.ss58))

  it("goes over the wire and proves who said it", () => {
    expect(readManifest(JSON.parse(JSON.stringify(manifest)), expected)).toEqual(manifest)
    expect(manifest.entries.map(({ url }) => url.at(-1))).toEqual(["a", "b", "c"])
    const again = signManifest(miner, facts, entriesOf(miner.ss58).reverse())
    expect(again.root).toBe(manifest.root)
  })

  const change = (changes: Partial<Manifest>) => ({ ...manifest, ...changes })
  const [first, second, third] = manifest.entries
  it.each([
    ["another miner's", change({ hotkey: other.ss58 }), "OtherMiner"],
    ["another subnet's", change({ netuid: 4 }), "OtherMiner"],
    ["with an entry less", change({ entries: [first!, second!] }), "WrongRoot"],
    [
      "with a larger entry",
      change({ entries: [{ ...first!, bytes: 10_000 }, second!, third!] }),
      "WrongRoot",
    ],
    ["in disorder", change({ entries: [second!, first!, third!] }), "Malformed"],
    ["with an entry twice", change({ entries: [first!, first!, third!] }), "Malformed"],
    [
      "with an odd address",
      change({ entries: [{ ...first!, url: "http://site.example/a#x" }, second!, third!] }),
      "Malformed",
    ],
    ["with a negative size", change({ entries: [{ ...first!, bytes: -1 }, second!, third!] }), "Malformed"],
    ["with another date", change({ created_at: 1_999_999 }), "BadSignature"],
    [
      "signed by somebody else",
      change({ signature: signManifest(other, facts, []).signature }),
      "BadSignature",
    ],
    ["of another extractor", change({ extractor: "mine" }), "OtherExtractor"],
    ["not one", { entries: [] }, "Malformed"],
    ["null", null, "Malformed"],
  ])("is refused when it is %s", (_name, value, fault) => {
    expect(readManifest(value, expected)).toBe(fault)
  })

  it("is refused when it comes from the future", () => {
    expect(readManifest(manifest, { ...expected, now: 1_000 })).toBe("FromTheFuture")
    const dated = [{ ...first!, fetched_at: 3_000_000 }]
    expect(readManifest(signManifest(miner, facts, dated), expected)).toBe("FromTheFuture")
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

it("shows what it promised after pages have changed, for a while", () => {
  let now = 5_000_000
  const clock = { ...systemClock, unixNanoseconds: () => BigInt(now) * 1_000_000n }
  const store = openStore()
  const shelf = createShelf({ netuid: 3, hotkey: miner, everyMs: 100 }, store, clock)
  const [url] = [records[0]!.url]
  store.keepPage({ record: records[0]! })
  const { root } = shelf.manifest()
  store.keepPage({ record: recordOf({ url, text: "Something else, and newer." }) })
  expect(shelf.manifest().root).toBe(root)
  now += 100
  const newer = shelf.manifest()
  expect(newer.root).not.toBe(root)
  expect(shelf.records(root, [url, "http://site.example/none"])).toEqual([records[0]])
  expect(shelf.records(newer.root, [url])?.[0]?.text).toContain("newer")
  for (let at = 0; at < 4; at++) {
    now += 100
    store.keepPage({ record: recordOf({ url, text: `Version ${at}.` }) })
    shelf.manifest()
  }
  expect(shelf.records(root, [url])).toBeUndefined()
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
