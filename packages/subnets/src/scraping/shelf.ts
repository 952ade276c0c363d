/** Manifests of a miner, and the records behind the latest ones, so that what was promised can still be shown after pages changed. */
import type { Clock } from "@taonet/neuron/clock"
import type { Hotkey } from "@taonet/neuron/hotkey"
import type { ScrapeStore } from "./crawl/store.ts"
import { entriesMax, entryOf, type Manifest, type ManifestEntry, signManifest } from "./manifest.ts"
import type { ScrapedRecord } from "./record.ts"

export interface Held {
  readonly record: ScrapedRecord
  readonly entry: ManifestEntry
}

/** What a dishonest miner does to its manifest; honest ones have none. */
export type Trick = (held: readonly Held[], context: { hotkey: string; now: number }) => readonly Held[]

export interface Shelf {
  manifest(): Manifest
  /** In the order asked for; undefined when the root is too old or unknown, and URLs that it does not have are left out. */
  records(root: string, urls: readonly string[]): ScrapedRecord[] | undefined
}

export interface ShelfOptions {
  readonly netuid: number
  readonly hotkey: Hotkey
  /** A manifest is signed anew after a change, but not more often than this. Default 2 s. */
  readonly everyMs?: number
  readonly trick?: Trick | undefined
}

/** Validators take a block's time between manifest and question. */
const snapshotsMax = 4

export function createShelf(options: ShelfOptions, store: ScrapeStore, clock: Clock): Shelf {
  const { hotkey, netuid, everyMs = 2_000, trick = (held) => held } = options
  const snapshots: { manifest: Manifest; revision: number; records: Map<string, ScrapedRecord> }[] = []

  function take() {
    const now = Number(clock.unixNanoseconds() / 1_000_000n)
    const latest = snapshots[0]
    const isDue = latest === undefined || now - latest.manifest.created_at >= everyMs
    if (latest && (!isDue || latest.revision === store.revision())) return latest
    // What a manifest promises must survive a crash.
    store.sync()
    const held = trick(heldOf(store, hotkey.ss58), { hotkey: hotkey.ss58, now }).slice(0, entriesMax)
    const manifest = signManifest(
      hotkey,
      { netuid, createdAt: now },
      held.map(({ entry }) => entry),
    )
    const records = new Map(held.map(({ record }) => [record.url, record]))
    snapshots.unshift({ manifest, revision: store.revision(), records })
    snapshots.length = Math.min(snapshots.length, snapshotsMax)
    return snapshots[0]!
  }

  return {
    manifest: () => take().manifest,
    records(root, urls) {
      const snapshot = snapshots.find(({ manifest }) => manifest.root === root)
      return snapshot && urls.flatMap((url) => snapshot.records.get(url) ?? [])
    },
  }
}

/** The freshest first. */
function heldOf(store: ScrapeStore, hotkey: string): Held[] {
  return [...store.pages.values()]
    .map(({ record }) => ({ record, entry: entryOf(hotkey, record) }))
    .sort((a, b) => b.record.fetched_at - a.record.fetched_at)
}
