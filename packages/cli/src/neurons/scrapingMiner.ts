import { join } from "node:path"
import { openStore } from "@taonet/subnets/scraping/crawl/store"
import { dishonestWays } from "@taonet/subnets/scraping/dishonest"
import { startScraping } from "@taonet/subnets/scraping/miner"
import { dataFolder } from "../folder.ts"
import { lastingBook } from "./book.ts"
import type { MinerPart, MinerPartOptions, NeuronDeps } from "./kinds.ts"
import { fetchFor, sourcesOf } from "./sites.ts"

/** Crawls beside serving. What each hotkey has read is kept, and goes on after a restart. */
export async function scrapingMinerPart(
  options: MinerPartOptions,
  { hotkey, ss58, chain, log }: NeuronDeps,
): Promise<MinerPart> {
  const sources = sourcesOf(options)
  const { netuid, backend, maxPages, dataDir } = options
  const store = openStore(join(dataFolder(dataDir), "scraping", ss58))
  log("scraping", { sites: sources.map(({ seed }) => seed), pages: store.pages.size })
  const book = lastingBook(chain, netuid)
  const work = startScraping(
    { netuid, hotkey, crawl: { sources, maxPages } },
    {
      ...{ chain, book, store, log, fetch: fetchFor(options) },
      ...(backend === "fabricator" ? { dishonest: dishonestWays("fabricator", sources) } : {}),
    },
  )
  return {
    routes: work.routes,
    async close() {
      await work.close()
      store.close()
    },
  }
}
