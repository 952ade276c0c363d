import { join } from "node:path"
import { systemClock } from "@taonet/neuron/clock"
import { chainBook } from "@taonet/subnets/commitments"
import { chainBeacon } from "@taonet/subnets/scraping/beacon"
import { createCredibility } from "@taonet/subnets/scraping/scoring/credibility"
import { scrapingScorer } from "@taonet/subnets/scraping/validator"
import { UsageError } from "../stop.ts"
import type { NeuronDeps, ValidatorPart, ValidatorPartOptions } from "./kinds.ts"
import { fetchFor, sourcesOf } from "./sites.ts"

/** With a data folder it remembers whom it could believe. */
export async function scrapingValidatorPart(
  options: ValidatorPartOptions,
  { chain, ss58 }: NeuronDeps,
): Promise<ValidatorPart> {
  const { netuid, dataDir, settings } = options
  if (settings !== undefined) throw new UsageError("the scraping subnet has no template for --settings")
  const folder = dataDir === undefined ? undefined : join(dataDir, "scraping-validator", ss58)
  const credibility = createCredibility({ folder })
  return {
    scoreMiner: scrapingScorer({
      ...{ netuid, credibility, sources: sourcesOf(options), fetch: fetchFor(options) },
      book: { of: (miner) => chain.use((client) => chainBook(client, netuid).of(miner)) },
      beacon: chainBeacon(chain, systemClock, { pollMs: 250 }),
    }),
    close: async () => credibility.close(),
  }
}
