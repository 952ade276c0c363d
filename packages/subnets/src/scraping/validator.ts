import { DendriteError } from "@taonet/neuron/dendrite/errors"
import type { AxonTarget } from "@taonet/neuron/dendrite/types"
import {
  type MinerScore,
  runValidator,
  type ScoreMiner,
  type ScoringContext,
  type ValidatorDeps,
  type ValidatorOptions,
} from "@taonet/neuron/loops/runValidator"
import type { CommitmentBook } from "../commitments.ts"
import { loopSettings } from "../template/loopSettings.ts"
import { draw, personalise, scoreOf } from "../template/personal.ts"
import type { BlockBeacon } from "./beacon.ts"
import { type ScrapingSource, weightsByHost } from "./crawl/scope.ts"
import { digestOf, type Manifest, type ManifestEntry, type ManifestFault, readManifest } from "./manifest.ts"
import type { PoliteFetch } from "./net/politeFetch.ts"
import { jobsPath, manifestPath, recordsPath } from "./protocol.ts"
import { readRecord, type ScrapedRecord } from "./record.ts"
import { type Claims, createClaims } from "./scoring/claims.ts"
import { compareWithLive, marks, type Verdict } from "./scoring/compare.ts"
import type { Credibility } from "./scoring/credibility.ts"
import { drawSample, sampleSeed } from "./scoring/draw.ts"
import { judgeJob, pagesJob } from "./scoring/jobTasks.ts"
import { createLiveView, type LiveView } from "./scoring/liveView.ts"
import { valueEntries } from "./scoring/value.ts"
import {
  type PersonalScrapingTemplate,
  type ScrapingSettings,
  scrapingTemplate,
  settingsOf,
} from "./template.ts"

export interface ScrapingScoringOptions {
  readonly netuid: number
  /** What the subnet wants read. */
  readonly sources: readonly ScrapingSource[]
  /** The validator's own way to the pages. */
  readonly fetch: PoliteFetch
  /** What miners committed to. */
  readonly book: Pick<CommitmentBook, "of">
  readonly beacon: BlockBeacon
  readonly credibility: Credibility
  /** The validator's own version of the subnet's template; default the owner's. */
  readonly template?: PersonalScrapingTemplate
}

export interface ScrapingValidatorDeps extends Omit<ValidatorDeps, "scoreMiner"> {
  readonly scoring: Omit<ScrapingScoringOptions, "netuid">
}

/** Runs a scraping validator until `options.signal` is aborted. What the options leave open is as the template says. */
export function scrapingValidator(options: ValidatorOptions, deps: ScrapingValidatorDeps): Promise<void> {
  const scoring = { ...deps.scoring, netuid: options.netuid }
  const own = loopSettings(deps.scoring.template?.settings)
  return runValidator({ ...own, ...options }, { ...deps, scoreMiner: scrapingScorer(scoring) })
}

interface Round {
  readonly options: ScrapingScoringOptions
  readonly template: PersonalScrapingTemplate
  readonly settings: ScrapingSettings
  readonly context: ScoringContext
  readonly miner: AxonTarget
  readonly live: LiveView
  readonly claims: Claims
}

const manifestBytesMax = 4 * 1024 * 1024
const answerBytesMax = 8 * 1024 * 1024

/**
 * Takes the manifest that the miner committed to, waits for a block, draws what to check, compares with the sites, and gives a job. Rejects
 * when the chain or the validator's own way to the sites fails.
 */
export function scrapingScorer(options: ScrapingScoringOptions): ScoreMiner {
  const claims = createClaims()
  const template = options.template ?? personalise(scrapingTemplate)
  const settings = settingsOf(template)
  let live: LiveView | undefined
  return async (miner, context) => {
    live ??= createLiveView(options.sources, options.fetch, () => nowOf(context))
    const round: Round = { options, template, settings, context, miner, live, claims }
    const committed = await options.book.of(miner.hotkey)
    if (committed === undefined) return failed(round, "NotCommitted")
    const manifest = await askManifest(round, committed.digest)
    if (typeof manifest === "string") return failed(round, manifest)
    const { number, hash } = await options.beacon.next(context.signal)
    // Who commits in the block that draws, or later, can choose what is drawn.
    if (committed.block >= number) return failed(round, "CommittedTooLate")
    const { verdicts, worth } = await checkManifest(round, manifest, hash)
    const { credibility } = options
    const { hotkey } = miner
    const mark = roundMark(verdicts)
    if (mark !== undefined) credibility.record(hotkey, mark)
    const { records, trust } = claims.place(hotkey, worth, credibility, nowOf(context))
    const job = await tryJob(round, manifest)
    const { mark: judged, elapsedMs } = job
    return {
      score: scoreOf(template, { records, trust, job: judged, elapsedMs }),
      detail: {
        block: number,
        entries: manifest.entries.length,
        credibility: credibility.of(hotkey),
        worth: Math.round(worth),
        records,
        trust,
        verdicts,
        job,
      },
    }
  }
}

const nowOf = ({ clock }: ScoringContext): number => Number(clock.unixNanoseconds() / 1_000_000n)

/** A manifest that no honest program makes costs credibility; an axon that does not answer only the round. */
function failed({ options, miner, claims, context }: Round, failure: string): MinerScore {
  if (faults.includes(failure)) options.credibility.record(miner.hotkey, 0)
  claims.place(miner.hotkey, 0, options.credibility, nowOf(context))
  return { score: 0, detail: { failure } }
}

const faults: readonly string[] = [
  "Malformed",
  "OtherMiner",
  "OtherThanCommitted",
  "FromTheFuture",
] satisfies ManifestFault[]

/** The manifest, or why there is none: the dendrite's code or the fault. */
async function askManifest(
  { options, settings, context, miner }: Round,
  root: string,
): Promise<Manifest | string> {
  try {
    const response = await context.dendrite.request(miner, {
      method: "GET",
      path: `${manifestPath}?root=${root}`,
      timeoutMs: settings.timeoutMs,
      maxBytes: manifestBytesMax,
      signal: context.signal,
    })
    const expected = { netuid: options.netuid, hotkey: miner.hotkey, root, now: nowOf(context) }
    return readManifest(response.json(), expected)
  } catch (error) {
    if (error instanceof DendriteError) return error.code
    throw error
  }
}

/** What the manifest would be worth if it were all true, and what became of the sample. */
async function checkManifest(round: Round, manifest: Manifest, blockHash: string) {
  const { options, settings, context, miner, claims } = round
  const { credibility } = options
  const { freshness, uniqueness, maxAgeMs, sampleSize } = settings
  claims.keep(manifest, nowOf(context))
  const valued = valueEntries(manifest.entries, {
    weights: weightsByHost(options.sources),
    now: nowOf(context),
    maxAgeMs,
    powers: { freshness, uniqueness },
    holders: (url) => claims.holders(url, miner.hotkey, credibility.of),
  })
  const seed = sampleSeed(blockHash, miner.hotkey, manifest.root)
  const sample = drawSample(valued, seed, sampleSize)
  const worth = valued.reduce((sum, { value }) => sum + value, 0)
  return { worth, verdicts: sample.length === 0 ? [] : await checkSample(round, manifest, sample) }
}

/** "lie": what was shown is not what the manifest promised, which no honest program does. */
export type SampleVerdict = Verdict | "lie"

async function checkSample(
  round: Round,
  manifest: Manifest,
  sample: readonly ManifestEntry[],
): Promise<SampleVerdict[]> {
  const shown = await askRecords(round, manifest, sample)
  const verdicts: SampleVerdict[] = []
  for (const entry of sample) {
    const record = shown.find(({ url }) => url === entry.url)
    if (record === undefined || !isPromised(record, entry, manifest.hotkey)) verdicts.push("lie")
    else verdicts.push(await lookAt(record, round))
  }
  return verdicts
}

const isPromised = (record: ScrapedRecord, entry: ManifestEntry, hotkey: string): boolean =>
  digestOf(hotkey, record.content_hash) === entry.digest &&
  record.kind === "page" &&
  record.bytes === entry.bytes &&
  record.simhash === entry.simhash &&
  record.fetched_at === entry.fetched_at

async function lookAt(record: ScrapedRecord, { live, context }: Round): Promise<Verdict> {
  // What was fetched since would do where it is the same; where not, it may be the older of the two.
  const seen = await live.page(record.url, record.fetched_at, context.signal)
  return compareWithLive(record, seen)
}

/** Records that are what they say. A miner that does not show what it promised shows nothing. */
async function askRecords(
  { settings, context, miner }: Round,
  { root }: Manifest,
  sample: readonly ManifestEntry[],
): Promise<ScrapedRecord[]> {
  try {
    const response = await context.dendrite.request(miner, {
      path: recordsPath,
      body: { root, urls: sample.map(({ url }) => url) },
      timeoutMs: settings.timeoutMs,
      maxBytes: answerBytesMax,
      signal: context.signal,
    })
    const records = (response.json() as { records?: unknown } | null)?.records
    return Array.isArray(records)
      ? records.slice(0, sample.length).flatMap((record) => readRecord(record) ?? [])
      : []
  } catch (error) {
    if (error instanceof DendriteError) return []
    throw error
  }
}

/** One lie is enough for the round. Undefined when nothing could be looked at. */
function roundMark(verdicts: readonly SampleVerdict[]): number | undefined {
  if (verdicts.includes("lie")) return 0
  const seen = verdicts
    .map((verdict) => (verdict === "lie" ? 0 : marks[verdict]))
    .filter((mark) => mark !== undefined)
  return seen.length === 0 ? undefined : seen.reduce((sum, mark) => sum + mark, 0) / seen.length
}

/** How the job went, for logs and pages. */
interface JobMark {
  readonly kind?: string
  readonly mark: number | undefined
  readonly elapsedMs?: number
  readonly failure?: string
}

async function tryJob(
  { template, settings, context, miner, live }: Round,
  { entries }: Manifest,
): Promise<JobMark> {
  const { random, signal, dendrite } = context
  const task = draw(template, random).challenge(random, live) ?? pagesJob(random, live)
  if (task === undefined) return { mark: undefined }
  const { kind } = task.job
  const askedAt = nowOf(context)
  try {
    const response = await dendrite.request(miner, {
      path: jobsPath,
      body: task.job,
      timeoutMs: settings.timeoutMs,
      maxBytes: answerBytesMax,
      signal,
    })
    const answeredAt = nowOf(context)
    const committed = new Set(entries.map(({ url }) => url))
    const judging = { askedAt, answeredAt, committed, random, live, signal }
    const { elapsedMs } = response
    return { kind, mark: await judgeJob(task, response.json(), judging), elapsedMs }
  } catch (error) {
    if (!(error instanceof DendriteError)) throw error
    return { kind, mark: 0, failure: error.code }
  }
}
