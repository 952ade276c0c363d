import type { Manifest } from "../manifest.ts"

/** The latest manifests of all miners, as far as they bear on each other's scores. */
export interface Claims {
  keep(manifest: Manifest, now: number): void
  /** How many have a page, a miner itself counted whole and others as far as they are credible: who claims everything and has nothing dilutes nobody. */
  holders(url: string, hotkey: string, credibility: (hotkey: string) => number): number
  /** `worth` of this miner in relation to the best of those that were seen lately, in [0, 1]. */
  share(hotkey: string, worth: number, now: number): number
}

interface Claim {
  readonly urls: ReadonlySet<string>
  readonly at: number
  worth: number
}

/** A miner that was not seen for so long is no measure any more. */
const keepMs = 3_600_000
const minersMax = 1_024

export function createClaims(): Claims {
  const claims = new Map<string, Claim>()
  const forgetOld = (now: number): void => {
    for (const [hotkey, { at }] of claims)
      if (now - at > keepMs || claims.size > minersMax) claims.delete(hotkey)
  }
  return {
    keep({ hotkey, entries }, now) {
      const worth = claims.get(hotkey)?.worth ?? 0
      claims.delete(hotkey)
      claims.set(hotkey, { urls: new Set(entries.map(({ url }) => url)), at: now, worth })
      forgetOld(now)
    },
    holders(url, hotkey, credibility) {
      let count = 1
      for (const [other, { urls }] of claims)
        if (other !== hotkey && urls.has(url)) count += credibility(other)
      return count
    },
    share(hotkey, worth, now) {
      forgetOld(now)
      const own = claims.get(hotkey)
      if (own) own.worth = worth
      const best = Math.max(...[...claims.values()].map((claim) => claim.worth))
      return best > 0 ? Math.min(1, worth / best) : 0
    },
  }
}
