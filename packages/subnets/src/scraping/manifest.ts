/**
 * What a miner says it has, before it knows what it will be asked for: the chain holds its root. Digests and root are salted with the miner's
 * hotkey: who copies somebody's manifest without the texts has digests that prove nothing.
 */
import { createHash } from "node:crypto"
import { extractorVersion } from "./extract/extractHtml.ts"
import { canonicalUrl } from "./net/canonicalUrl.ts"
import type { ScrapedRecord } from "./record.ts"

export interface ManifestEntry {
  readonly url: string
  /** SHA-256 of hotkey, line feed, content hash. */
  readonly digest: string
  readonly simhash: string
  readonly bytes: number
  /** Milliseconds since 1970. */
  readonly fetched_at: number
}

export interface Manifest {
  readonly version: 2
  readonly extractor: string
  readonly netuid: number
  /** ss58. */
  readonly hotkey: string
  /** SHA-256 over everything else, lower-case hex: what is committed on the chain. */
  readonly root: string
  /** Sorted by URL, each URL once. */
  readonly entries: readonly ManifestEntry[]
}

export const entriesMax = 5_000
/** Clocks of honest machines differ by less. */
const clockSlackMs = 10_000

export const digestOf = (hotkey: string, contentHash: string): string =>
  createHash("sha256").update(`${hotkey}\n${contentHash}`).digest("hex")

export const entryOf = (hotkey: string, record: ScrapedRecord): ManifestEntry => ({
  url: record.url,
  digest: digestOf(hotkey, record.content_hash),
  simhash: record.simhash,
  bytes: record.bytes,
  fetched_at: record.fetched_at,
})

/** `entries` in any order, at most 5,000. */
export function makeManifest(
  { netuid, hotkey }: Pick<Manifest, "netuid" | "hotkey">,
  entries: readonly ManifestEntry[],
): Manifest {
  if (entries.length > entriesMax) throw new RangeError(`more than ${entriesMax} entries`)
  const sorted = [...entries].sort((a, b) => compare(a.url, b.url))
  return withRoot({ version: 2, extractor: extractorVersion, netuid, hotkey, entries: sorted })
}

/** Plain comparison of UTF-16 units: no locale has a say. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function withRoot(manifest: Omit<Manifest, "root">): Manifest {
  const { version, extractor, netuid, hotkey, entries } = manifest
  const hash = createHash("sha256")
  hash.update([`taonet-scraping-manifest/${version}`, extractor, netuid, hotkey, ""].join("\n"))
  for (const { url, digest, simhash, bytes, fetched_at } of entries)
    hash.update(`${url}\t${digest}\t${simhash}\t${bytes}\t${fetched_at}\n`)
  return { ...manifest, root: hash.digest("hex") }
}

export type ManifestFault =
  | "Malformed"
  | "OtherExtractor"
  | "OtherMiner"
  | "OtherThanCommitted"
  | "FromTheFuture"

export interface ExpectedManifest {
  readonly netuid: number
  readonly hotkey: string
  /** As the chain has it. */
  readonly root: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Trusts nothing: a manifest that comes through is the one that the miner committed to. */
export function readManifest(value: unknown, expected: ExpectedManifest): Manifest | ManifestFault {
  const manifest = shaped(value)
  if (manifest === undefined) return "Malformed"
  const { extractor, netuid, hotkey, entries, root } = manifest
  if (extractor !== extractorVersion) return "OtherExtractor"
  if (netuid !== expected.netuid || hotkey !== expected.hotkey) return "OtherMiner"
  if (root !== expected.root) return "OtherThanCommitted"
  const latest = expected.now + clockSlackMs
  return entries.some(({ fetched_at }) => fetched_at > latest) ? "FromTheFuture" : manifest
}

/** With the root that follows from it, whatever it says of itself. */
function shaped(value: unknown): Manifest | undefined {
  if (typeof value !== "object" || value === null) return undefined
  const { version, extractor, netuid, hotkey, entries } = value as Readonly<Record<string, unknown>>
  if (version !== 2 || typeof extractor !== "string" || typeof netuid !== "number") return undefined
  if (typeof hotkey !== "string" || !Array.isArray(entries) || entries.length > entriesMax) return undefined
  const read = entries.map(shapedEntry)
  if (!read.every((entry) => entry !== undefined)) return undefined
  const isSorted = read.every(({ url }, at) => at === 0 || compare(read[at - 1]?.url ?? "", url) < 0)
  return isSorted ? withRoot({ version, extractor, netuid, hotkey, entries: read }) : undefined
}

function shapedEntry(value: unknown): ManifestEntry | undefined {
  if (typeof value !== "object" || value === null) return undefined
  const { url, digest, simhash, bytes, fetched_at } = value as Readonly<Record<string, unknown>>
  if (typeof url !== "string" || canonicalUrl(url) !== url) return undefined
  if (!isHex(digest, 64) || !isHex(simhash, 16) || !isCount(bytes) || !isCount(fetched_at)) return undefined
  return { url, digest, simhash, bytes, fetched_at }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const isHex = (value: unknown, digits: number): value is string =>
  typeof value === "string" && value.length === digits && /^[0-9a-f]+$/.test(value)
