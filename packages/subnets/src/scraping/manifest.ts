/**
 * What a miner says it has, before it knows what it will be asked for. The digest of an entry is salted with the miner's hotkey: who copies
 * somebody's manifest without the texts has digests that prove nothing.
 */
import { createHash } from "node:crypto"
import { type Hotkey, type VerifySignature, verifySignatureOf } from "@taonet/neuron/hotkey"
import { extractorVersion } from "./extract/extractHtml.ts"
import { canonicalUrl } from "./net/canonicalUrl.ts"
import type { ScrapedRecord } from "./record.ts"

export interface ManifestEntry {
  readonly url: string
  /** SHA-256 of hotkey, line feed, content hash. */
  readonly digest: string
  readonly simhash: string
  readonly bytes: number
  readonly fetched_at: number
}

export interface Manifest {
  readonly version: 1
  readonly extractor: string
  readonly netuid: number
  /** ss58. */
  readonly hotkey: string
  /** Milliseconds since 1970. */
  readonly created_at: number
  /** SHA-256 over the entries, in order of their URLs. */
  readonly root: string
  /** By the hotkey, over everything above; `0x` and 128 hex digits. */
  readonly signature: string
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

export interface ManifestFacts {
  readonly netuid: number
  readonly createdAt: number
}

/** `entries` in any order, at most 5,000. */
export function signManifest(
  hotkey: Hotkey,
  { netuid, createdAt }: ManifestFacts,
  entries: readonly ManifestEntry[],
): Manifest {
  if (entries.length > entriesMax) throw new RangeError(`more than ${entriesMax} entries`)
  const sorted = [...entries].sort((a, b) => compare(a.url, b.url))
  const head = {
    version: 1,
    extractor: extractorVersion,
    netuid,
    hotkey: hotkey.ss58,
    created_at: createdAt,
    root: rootOf(sorted),
  } as const
  const signature = `0x${Buffer.from(hotkey.sign(payloadOf(head))).toString("hex")}`
  return { ...head, signature, entries: sorted }
}

/** Plain comparison of UTF-16 units: no locale has a say. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function rootOf(entries: readonly ManifestEntry[]): string {
  const hash = createHash("sha256")
  for (const { url, digest, simhash, bytes, fetched_at } of entries)
    hash.update(`${url}\t${digest}\t${simhash}\t${bytes}\t${fetched_at}\n`)
  return hash.digest("hex")
}

function payloadOf(head: Omit<Manifest, "signature" | "entries">): Uint8Array {
  const { extractor, netuid, hotkey, created_at, root } = head
  return Buffer.from(
    ["taonet-scraping-manifest/1", extractor, netuid, hotkey, created_at, root].join("\n"),
    "utf8",
  )
}

export type ManifestFault =
  | "Malformed"
  | "OtherExtractor"
  | "OtherMiner"
  | "WrongRoot"
  | "BadSignature"
  | "FromTheFuture"

export interface ExpectedManifest {
  readonly netuid: number
  readonly hotkey: string
  /** Milliseconds since 1970. */
  readonly now: number
  readonly verify?: VerifySignature
}

/** Trusts nothing: a manifest that comes through is signed by the miner and says what its root says. */
export function readManifest(value: unknown, expected: ExpectedManifest): Manifest | ManifestFault {
  const manifest = shaped(value)
  if (manifest === undefined) return "Malformed"
  const { extractor, netuid, hotkey, created_at, entries, signature } = manifest
  if (extractor !== extractorVersion) return "OtherExtractor"
  if (netuid !== expected.netuid || hotkey !== expected.hotkey) return "OtherMiner"
  const latest = expected.now + clockSlackMs
  if (created_at > latest || entries.some(({ fetched_at }) => fetched_at > latest)) return "FromTheFuture"
  if (rootOf(entries) !== manifest.root) return "WrongRoot"
  const bytes = Buffer.from(signature.slice(2), "hex")
  const verify = expected.verify ?? verifySignatureOf
  const isSigned = (["sr25519", "ed25519"] as const).some((scheme) =>
    verify(scheme, bytes, payloadOf(manifest), hotkey),
  )
  return isSigned ? manifest : "BadSignature"
}

function shaped(value: unknown): Manifest | undefined {
  if (typeof value !== "object" || value === null) return undefined
  const { version, extractor, netuid, hotkey, created_at, root, signature, entries } = value as Readonly<
    Record<string, unknown>
  >
  if (version !== 1 || typeof extractor !== "string" || typeof netuid !== "number") return undefined
  if (typeof hotkey !== "string" || !isCount(created_at) || !isHex(root, 64)) return undefined
  if (typeof signature !== "string" || !/^0x[0-9a-f]{128}$/.test(signature)) return undefined
  if (!Array.isArray(entries) || entries.length > entriesMax) return undefined
  const read = entries.map(shapedEntry)
  if (!read.every((entry) => entry !== undefined)) return undefined
  const isSorted = read.every(({ url }, at) => at === 0 || compare(read[at - 1]?.url ?? "", url) < 0)
  return isSorted
    ? { version, extractor, netuid, hotkey, created_at, root, signature, entries: read }
    : undefined
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
