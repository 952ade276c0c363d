import { type AxonReply, type AxonRequest, type AxonRoute, errorBody } from "@taonet/neuron/axon/types"
import type { ChainClient } from "@taonet/neuron/chain"
import { type Clock, systemClock } from "@taonet/neuron/clock"
import type { Hotkey } from "@taonet/neuron/hotkey"
import { type Log, noLog } from "@taonet/neuron/log"
import { type MinerDeps, type MinerOptions, runMiner } from "@taonet/neuron/loops/runMiner"
import type { CommitmentBook } from "../commitments.ts"
import { type CrawlerOptions, crawl } from "./crawl/crawler.ts"
import type { ScrapeStore } from "./crawl/store.ts"
import { createInspectors, type Inspectors } from "./inspectors.ts"
import { runJob } from "./jobs.ts"
import type { PoliteFetch } from "./net/politeFetch.ts"
import {
  type JobResult,
  jobsPath,
  manifestPath,
  modelName,
  parseJob,
  parseRecordsRequest,
  recordsPath,
  type ScrapingJob,
  ScrapingRequestError,
} from "./protocol.ts"
import { publish } from "./publish.ts"
import { createShelf, type Shelf, type Trick } from "./shelf.ts"

export interface ScrapingMinerOptions extends Omit<MinerOptions, "routes">, ScrapingWorkOptions {}
export interface ScrapingMinerDeps extends MinerDeps, Omit<ScrapingWorkDeps, "chain"> {}

/** Crawls and serves until `options.signal` is aborted. The store stays the caller's to close. */
export async function scrapingMiner(options: ScrapingMinerOptions, deps: ScrapingMinerDeps): Promise<void> {
  const work = startScraping(options, deps)
  try {
    await runMiner({ ...options, routes: work.routes }, deps)
  } finally {
    await work.close()
  }
}

export interface ScrapingWorkOptions {
  readonly netuid: number
  readonly hotkey: Hotkey
  readonly crawl: Omit<CrawlerOptions, "signal">
  /** Who may see manifests and records: those with a validator permit (the default), since anybody else may be a miner that wants to copy. */
  readonly inspectors?: "validators" | "anyone"
  /** Between two looks at whether there is news to commit to; see `publish`. */
  readonly manifestEveryMs?: number
  readonly manifestEveryBlocks?: number
}

export interface ScrapingWorkDeps {
  readonly chain: Pick<ChainClient, "subnetView">
  /** Where manifests are committed, under the miner's hotkey. */
  readonly book: Pick<CommitmentBook, "commit" | "of" | "blockNumber">
  readonly store: ScrapeStore
  readonly fetch: PoliteFetch
  readonly clock?: Clock
  readonly log?: Log
  /** For demonstrations and tests of the scoring. */
  readonly dishonest?: DishonestWays
}

export interface DishonestWays {
  readonly manifest?: Trick
  readonly job?: (job: ScrapingJob) => JobResult
}

export interface ScrapingWork {
  readonly routes: AxonRoute[]
  /** Ends the crawler, and what commits. */
  close(): Promise<void>
}

/** Begins to crawl, and gives what an axon is to serve. */
export function startScraping(options: ScrapingWorkOptions, deps: ScrapingWorkDeps): ScrapingWork {
  const { netuid } = options
  const hotkey = options.hotkey.ss58
  const clock = deps.clock ?? systemClock
  const log = deps.log ?? noLog
  const inspectors = createInspectors(options, deps.chain, clock)
  const shelf = createShelf({ netuid, hotkey, trick: deps.dishonest?.manifest }, deps.store, clock)
  const stop = new AbortController()
  const { signal } = stop
  const { manifestEveryMs: everyMs, manifestEveryBlocks: everyBlocks } = options
  const running = [
    crawl({ ...options.crawl, signal }, deps),
    publish({ hotkey, everyMs, everyBlocks, signal }, { shelf, book: deps.book, clock, log }),
  ]
  return {
    routes: scrapingRoutes({ ...deps, shelf, inspectors }),
    async close() {
      stop.abort()
      await Promise.all(running)
    },
  }
}

export interface ScrapingRouteDeps extends Pick<ScrapingWorkDeps, "store" | "fetch" | "dishonest"> {
  readonly shelf: Shelf
  readonly inspectors: Inspectors
}

/** The routes of a scraping axon: jobs for everybody who signs, manifests and records for inspectors. */
export function scrapingRoutes(deps: ScrapingRouteDeps): AxonRoute[] {
  const { shelf, inspectors } = deps
  const inspected = async (request: AxonRequest, answer: () => AxonReply): Promise<AxonReply> =>
    (await inspectors.has(request.caller?.hotkey)) ? answer() : refusal(403, "NotAValidator", notAValidator)
  return [
    { method: "POST", path: jobsPath, handle: (request) => answerJob(request, deps) },
    {
      method: "GET",
      path: manifestPath,
      handle: (request) => inspected(request, () => answerManifest(request, shelf)),
    },
    {
      method: "POST",
      path: recordsPath,
      handle: (request) => inspected(request, () => answerRecords(request, shelf)),
    },
    {
      method: "GET",
      path: "/v1/models",
      handle: async () =>
        json({
          object: "list",
          data: [{ id: modelName, object: "model", created: 0, owned_by: "miner" }],
        }),
    },
  ]
}

const notAValidator = "only validators of the subnet may see what a miner has"

async function answerJob(request: AxonRequest, deps: ScrapingRouteDeps): Promise<AxonReply> {
  try {
    const job = parseJob(request.body)
    const invented = deps.dishonest?.job?.(job)
    return json(invented ?? (await runJob(job, deps, request.signal)))
  } catch (error) {
    return badRequest(error)
  }
}

function answerManifest({ query }: AxonRequest, shelf: Shelf): AxonReply {
  const manifest = shelf.manifest(query.get("root") ?? "")
  return manifest === undefined ? unknownManifest : json(manifest)
}

function answerRecords(request: AxonRequest, shelf: Shelf): AxonReply {
  try {
    const { root, urls } = parseRecordsRequest(request.body)
    const records = shelf.records(root, urls)
    return records === undefined ? unknownManifest : json({ root, records })
  } catch (error) {
    return badRequest(error)
  }
}

function badRequest(error: unknown): AxonReply {
  if (!(error instanceof ScrapingRequestError)) throw error
  const body = JSON.parse(errorBody(error.code, error.message)) as { error: { param: string | null } }
  body.error.param = error.param
  return { status: 400, body: JSON.stringify(body) }
}

const json = (value: object): AxonReply => ({ status: 200, body: JSON.stringify(value) })
const refusal = (status: number, code: string, message: string): AxonReply => ({
  status,
  body: errorBody(code, message),
})

const unknownManifest = refusal(404, "UnknownManifest", "no manifest of the latest has this root")
