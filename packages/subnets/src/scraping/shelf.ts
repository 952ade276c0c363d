/** Manifests of a miner, and the records behind them, so that what was promised can still be shown after pages changed. */
import type { Clock } from "@taonet/neuron/clock"
import type { ScrapeStore } from "./crawl/store.ts"
import { entriesMax, entryOf, type Manifest, type ManifestEntry, makeManifest } from "./manifest.ts"
import type { ScrapedRecord } from "./record.ts"

export interface Held {
  readonly record: ScrapedRecord
  readonly entry: ManifestEntry
}

/** What a dishonest miner does to its manifest; honest ones have none. */
export type Trick = (held: readonly Held[], context: { hotkey: string; now: number }) => readonly Held[]

export interface Shelf {
  /**
   * What the miner has now, to be committed in the place of the root that stands on the chain; undefined while there is nothing, or too
   * little news. It is shown from now on: the chain may have taken it before the miner hears of it.
   */
  offer(standing: string | undefined): Manifest | undefined
  /** Undefined when the root is too old or unknown. */
  manifest(root: string): Manifest | undefined
  /** In the order asked for; undefined when the root is too old or unknown, and URLs that it does not have are left out. */
  records(root: string, urls: readonly string[]): ScrapedRecord[] | undefined
}

export interface ShelfOptions {
  readonly netuid: number
  /** ss58. */
  readonly hotkey: string
  /** Share of the entries that is new, changed or gone before a manifest is worth a commitment; default 0.1. */
  readonly newsShare?: number
  /** Less news waits until the last manifest is so old; default 10 minutes. */
  readonly renewMs?: number
  readonly trick?: Trick | undefined
}

interface Snapshot {
  readonly manifest: Manifest
  readonly records: ReadonlyMap<string, ScrapedRecord>
  readonly revision: number
  readonly madeAt: number
}

/** Beside the one that stands: validators take a block's time between manifest and question. */
const snapshotsMax = 3

export function createShelf(options: ShelfOptions, store: ScrapeStore, clock: Clock): Shelf {
  const { hotkey, netuid, newsShare = 0.1, renewMs = 600_000, trick = (held) => held } = options
  /** The newest first. */
  let snapshots: readonly Snapshot[] = []
  /** The store when there was too little news. */
  let seen = -1
  const found = (root: string) => snapshots.find(({ manifest }) => manifest.root === root)

  return {
    offer(standing) {
      const latest = standing === undefined ? undefined : found(standing)
      const revision = store.revision()
      const now = Number(clock.unixNanoseconds() / 1_000_000n)
      const isOld = latest !== undefined && now - latest.madeAt >= renewMs
      if (latest !== undefined && (latest.revision === revision || (seen === revision && !isOld)))
        return undefined
      const held = trick(heldOf(store, hotkey), { hotkey, now }).slice(0, entriesMax)
      const manifest = makeManifest(
        { netuid, hotkey },
        held.map(({ entry }) => entry),
      )
      if (manifest.entries.length === 0 && latest === undefined) return undefined
      const news = latest === undefined ? 1 : changedShare(latest.manifest, manifest)
      if (latest?.manifest.root === manifest.root || (news < newsShare && !isOld)) {
        seen = revision
        return undefined
      }
      if (found(manifest.root) !== undefined) return manifest
      // What a manifest promises must survive a crash.
      store.sync()
      const records = new Map(held.map(({ record }) => [record.url, record]))
      const kept = snapshots.filter((each, at) => each === latest || at < snapshotsMax - 1)
      snapshots = [{ manifest, records, revision, madeAt: now }, ...kept]
      return manifest
    },
    manifest: (root) => found(root)?.manifest,
    records(root, urls) {
      const snapshot = found(root)
      return snapshot && urls.flatMap((url) => snapshot.records.get(url) ?? [])
    },
  }
}

/** Of the longer one's entries: those that the other has not, or with another content. */
function changedShare(before: Manifest, after: Manifest): number {
  const known = new Map(before.entries.map(({ url, digest }) => [url, digest]))
  const same = after.entries.filter(({ url, digest }) => known.get(url) === digest).length
  return 1 - same / Math.max(1, before.entries.length, after.entries.length)
}

/** The freshest first. */
function heldOf(store: ScrapeStore, hotkey: string): Held[] {
  return [...store.pages.values()]
    .map(({ record }) => ({ record, entry: entryOf(hotkey, record) }))
    .sort((a, b) => b.record.fetched_at - a.record.fetched_at)
}
