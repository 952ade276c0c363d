import type { Manifest } from "../manifest.ts"
import type { Credibility } from "./credibility.ts"

/** The latest manifests of all miners, as far as they bear on each other's scores. */
export interface Claims {
  keep(manifest: Manifest, now: number): void
  /** How many have a page, a miner itself counted whole and others as far as they are credible: who claims everything and has nothing dilutes nobody. */
  holders(url: string, hotkey: string, credibility: (hotkey: string) => number): number
  /** How this miner stands beside the others; `worth` is that of its claims. */
  place(hotkey: string, worth: number, trust: Pick<Credibility, "factor" | "perfect">, now: number): Place
}

/** Both in [0, 1]. */
export interface Place {
  /** Worth of the claims in relation to the best of the credible miners'. */
  readonly records: number
  /** In relation to the most that could be earned by now: else who is looked at first would be the most trusted, whatever it says. */
  readonly trust: number
}

interface Claim {
  readonly urls: ReadonlySet<string>
  readonly at: number
  worth: number
}

/** Who is trusted less than this share of the most trusted is no measure for others. */
const credibleShare = 0.5
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
    place(hotkey, worth, { factor, perfect }, now) {
      forgetOld(now)
      const own = claims.get(hotkey)
      if (own) own.worth = worth
      // Claims and trust apart: in the first rounds everybody's trust grows by leaps, and who was looked at last would seem the best.
      const trusted = [...claims].map(([other, claim]) => ({ trust: factor(other), worth: claim.worth }))
      const most = Math.max(0, ...trusted.map(({ trust }) => trust))
      const credible = trusted.filter(({ trust }) => trust >= credibleShare * most)
      const best = Math.max(0, ...credible.map((each) => each.worth))
      const full = Math.max(most, perfect())
      return {
        records: best > 0 ? Math.min(1, worth / best) : 0,
        trust: full > 0 ? Math.min(1, factor(hotkey) / full) : 0,
      }
    },
  }
}
