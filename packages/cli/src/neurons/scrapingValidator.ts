import { join } from "node:path"
import { systemClock } from "@taonet/neuron/clock"
import { chainBeacon } from "@taonet/subnets/scraping/beacon"
import { createCredibility } from "@taonet/subnets/scraping/scoring/credibility"
import { scrapingTemplate, settingsOf } from "@taonet/subnets/scraping/template"
import { scrapingScorer } from "@taonet/subnets/scraping/validator"
import { loopSettings } from "@taonet/subnets/template/loopSettings"
import { personalise } from "@taonet/subnets/template/personal"
import { readPersonalFile } from "../subnet/personalFile.ts"
import { lastingBook } from "./book.ts"
import type { NeuronDeps, ValidatorPart, ValidatorPartOptions } from "./kinds.ts"
import { fetchFor, sourcesOf } from "./sites.ts"

/** With a data folder it remembers whom it could believe. */
export async function scrapingValidatorPart(
  options: ValidatorPartOptions,
  { chain, ss58 }: NeuronDeps,
): Promise<ValidatorPart> {
  const { netuid, dataDir } = options
  const template = options.settings
    ? await readPersonalFile(scrapingTemplate, options.settings)
    : personalise(scrapingTemplate)
  const { trustAlpha: alpha, trustExponent: exponent } = settingsOf(template)
  const folder = dataDir === undefined ? undefined : join(dataDir, "scraping-validator", ss58)
  const credibility = createCredibility({ alpha, exponent, folder })
  return {
    scoreMiner: scrapingScorer({
      ...{ netuid, credibility, template, sources: sourcesOf(options), fetch: fetchFor(options) },
      book: lastingBook(chain, netuid),
      beacon: chainBeacon(chain, systemClock, { pollMs: 250 }),
    }),
    settings: loopSettings(template.settings),
    close: async () => credibility.close(),
  }
}
