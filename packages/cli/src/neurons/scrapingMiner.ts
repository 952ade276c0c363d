import { homedir } from "node:os"
import { join } from "node:path"
import { chainBook } from "@taonet/subnets/commitments"
import { openStore } from "@taonet/subnets/scraping/crawl/store"
import { dishonestWays } from "@taonet/subnets/scraping/dishonest"
import { startScraping } from "@taonet/subnets/scraping/miner"
import type { MinerPart, MinerPartOptions, NeuronDeps } from "./kinds.ts"
import { fetchFor, sourcesOf } from "./sites.ts"

/** Crawls beside serving. What each hotkey has read is kept, and goes on after a restart. */
export async function scrapingMinerPart(
  options: MinerPartOptions,
  { hotkey, ss58, chain, log }: NeuronDeps,
): Promise<MinerPart> {
  const sources = sourcesOf(options)
  const { netuid, backend, maxPages, dataDir } = options
  const folder = dataDir ?? join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "taonet")
  const store = openStore(join(folder, "scraping", ss58))
  log("scraping", { sites: sources.map(({ seed }) => seed), pages: store.pages.size })
  const book = {
    commit: (digest: string) => chain.use((client, key) => chainBook(client, netuid, key).commit(digest)),
    of: (miner: string) => chain.use((client) => chainBook(client, netuid).of(miner)),
    blockNumber: chain.blockNumber,
  }
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
