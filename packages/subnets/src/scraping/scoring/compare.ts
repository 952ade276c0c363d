import { FetchError, isPassing } from "../net/fetchError.ts"
import type { ScrapedRecord } from "../record.ts"
import { hammingDistance, isSimilar } from "../simhash.ts"

export type Verdict =
  /** The very text. */
  | "same"
  /** Nearly. */
  | "similar"
  /** The page changed after it was fetched, as the site says or as time allows; what the miner has looks like an older version. */
  | "outdated"
  /** The same, but it does not look like it. */
  | "replaced"
  /** The page says something else, and did at the time. */
  | "different"
  /** The content stands at another address. */
  | "elsewhere"
  /** The site knows no such page. */
  | "gone"
  /** The site asks not to be read there, or nobody should. */
  | "forbidden"
  /** The validator could not look. */
  | "unknown"

/** What a record of this kind adds to its miner's credibility. Undefined adds nothing either way. */
export const marks: Readonly<Record<Verdict, number | undefined>> = {
  same: 1,
  similar: 0.9,
  outdated: 0.5,
  replaced: 0.25,
  different: 0,
  elsewhere: 0.5,
  gone: 0,
  forbidden: 0,
  unknown: undefined,
}

/** HTTP dates have whole seconds, and clocks differ. */
const dateSlackMs = 2_000
/** Where the site names no date, a page may have changed by itself after this long. */
const graceMs = 30_000
/** Unrelated pages are 32 apart, with hardly any below this. */
const resemblingBits = 22

/** Compares what a miner has with what the validator found, fetched after it. */
export function compareWithLive(record: ScrapedRecord, live: ScrapedRecord | FetchError): Verdict {
  if (live instanceof FetchError) return verdictOn(live)
  if (record.content_hash === live.content_hash) return record.url === live.url ? "same" : "elsewhere"
  if (isSimilar(record, live)) return record.url === live.url ? "similar" : "elsewhere"
  const { last_modified, fetched_at } = live
  const changed =
    last_modified === null
      ? fetched_at - record.fetched_at > graceMs
      : last_modified + dateSlackMs > record.fetched_at
  if (!changed) return "different"
  const bits = hammingDistance(record.simhash, live.simhash)
  return bits <= resemblingBits ? "outdated" : "replaced"
}

function verdictOn(error: FetchError): Verdict {
  if (isPassing(error)) return "unknown"
  return error.code === "RobotsDisallowed" || error.code === "PrivateAddress" || error.code === "BadPort"
    ? "forbidden"
    : "gone"
}
