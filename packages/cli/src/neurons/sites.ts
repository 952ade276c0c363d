import type { ScrapingSource } from "@taonet/subnets/scraping/crawl/scope"
import { canonicalUrl } from "@taonet/subnets/scraping/net/canonicalUrl"
import { createPoliteFetch, type PoliteFetch } from "@taonet/subnets/scraping/net/politeFetch"
import { UsageError } from "../stop.ts"
import type { SitesOptions } from "./kinds.ts"

/** The sources that were named. Throws UsageError when there are none. */
export function sourcesOf({ sites = [] }: SitesOptions): ScrapingSource[] {
  if (sites.length === 0)
    throw new UsageError("a scraping neuron needs --sites, such as https://example.com/")
  return sites.map((site) => {
    const seed = canonicalUrl(site)
    if (seed === undefined) throw new UsageError(`"${site}" is no web address`)
    return { seed }
  })
}

export const fetchFor = ({ allowPrivate = [], intervalMs }: SitesOptions): PoliteFetch =>
  createPoliteFetch({ allowPrivate, intervalMs })
