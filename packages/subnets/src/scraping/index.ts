export { type BlockBeacon, type BlockSource, chainBeacon } from "./beacon.ts"
export { type CrawlerOptions, crawl } from "./crawl/crawler.ts"
export type { ScrapingSource } from "./crawl/scope.ts"
export { openStore, type ScrapeStore } from "./crawl/store.ts"
export { type DishonestName, dishonestWays } from "./dishonest.ts"
export { runJob } from "./jobs.ts"
export { type Manifest, type ManifestEntry, makeManifest, readManifest } from "./manifest.ts"
export {
  type DishonestWays,
  type ScrapingMinerDeps,
  type ScrapingMinerOptions,
  type ScrapingWork,
  scrapingMiner,
  scrapingRoutes,
  startScraping,
} from "./miner.ts"
export { FetchError, type FetchErrorCode } from "./net/fetchError.ts"
export { createPoliteFetch, type PoliteFetch, type PoliteFetchOptions } from "./net/politeFetch.ts"
export { type JobResult, jobsPath, parseJob, type ScrapingJob } from "./protocol.ts"
export { readRecord, type ScrapedRecord } from "./record.ts"
export { type Credibility, createCredibility } from "./scoring/credibility.ts"
export { type DemoSite, startDemoSite } from "./site/demoSite.ts"
export {
  type ScrapingScoringOptions,
  type ScrapingValidatorDeps,
  scrapingScorer,
  scrapingValidator,
} from "./validator.ts"
