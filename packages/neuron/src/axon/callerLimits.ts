import type { SubnetView } from "../chain.ts"
import type { Clock } from "../clock.ts"
import { AxonError } from "./types.ts"

/** What callers with at least this stake may do. */
export interface CallerTier {
  /** Rao. */
  readonly minStake: bigint
  /** On average; as many may come at once. */
  readonly requestsPerMinute: number
  /** Worked on or waiting at once. */
  readonly concurrent: number
}

export interface CallerLimitsOptions {
  /** Callers get the highest tier that their stake reaches. Below the lowest they are turned away with 403. */
  readonly tiers: readonly CallerTier[]
  /**
   * Turn away (403) whoever earns more as a miner of the subnet than as a validator: what miners earn is stake too, so that soon no least stake
   * keeps them from selling each other's answers. Default false.
   */
  readonly refuseMiners?: boolean
}

/** Decides by stake what a proven caller may do. */
export interface CallerLimits {
  /** Registered callers and their stake, from the metagraph; nobody has any before the first. */
  update(view: Pick<SubnetView, "neurons">): void
  /** Gives the function that ends the request. Throws AxonError 403 or 429. */
  enter(hotkey: string): () => void
  /** Stake in rao, as the gate's priority: whoever staked more waits less. */
  priority(hotkey: string): number
}

interface Meter {
  tokens: number
  /** Clock milliseconds. */
  filledAt: number
  running: number
}

/** All who are not registered are one caller: a new key costs nothing, so it gets nothing of its own. */
const strangers = "strangers"

/** Memory is bounded by the subnet's size. */
export function createCallerLimits(options: CallerLimitsOptions, clock: Clock): CallerLimits {
  const tiers = options.tiers.toSorted((a, b) => (a.minStake < b.minStake ? 1 : -1))
  let stakes: ReadonlyMap<string, bigint> = new Map()
  let miners: ReadonlySet<string> = new Set()
  const meters = new Map<string, Meter>()

  return {
    update({ neurons }) {
      stakes = new Map(neurons.map(({ hotkey, stake }) => [hotkey, stake]))
      const refused = options.refuseMiners ? neurons.filter((one) => one.incentive > one.dividends) : []
      miners = new Set(refused.map(({ hotkey }) => hotkey))
      for (const [name, meter] of meters)
        if (name !== strangers && !stakes.has(name) && meter.running === 0) meters.delete(name)
    },
    enter(hotkey) {
      if (miners.has(hotkey)) throw new AxonError(403, "Blacklisted", "the caller is a miner itself")
      const stake = stakes.get(hotkey)
      const tier = tiers.find(({ minStake }) => (stake ?? 0n) >= minStake)
      if (tier === undefined) throw new AxonError(403, "Blacklisted", "the stake is too low")
      const name = stake === undefined ? strangers : hotkey
      const meter = meters.get(name) ?? {
        tokens: tier.requestsPerMinute,
        filledAt: clock.milliseconds(),
        running: 0,
      }
      meters.set(name, meter)
      refill(meter, tier, clock.milliseconds())
      if (meter.running >= tier.concurrent)
        throw tooMany(`${tier.concurrent} requests of this caller are running`, 1)
      if (meter.tokens < 1) {
        const seconds = ((1 - meter.tokens) * 60) / tier.requestsPerMinute
        throw tooMany(`more than ${tier.requestsPerMinute} requests a minute`, Math.ceil(seconds))
      }
      meter.tokens--
      meter.running++
      let left = false
      return () => {
        if (left) return
        left = true
        meter.running--
      }
    },
    priority: (hotkey) => Number(stakes.get(hotkey) ?? 0n),
  }
}

function refill(meter: Meter, { requestsPerMinute }: CallerTier, now: number): void {
  const earned = ((now - meter.filledAt) / 60_000) * requestsPerMinute
  meter.tokens = Math.min(requestsPerMinute, meter.tokens + earned)
  meter.filledAt = now
}

const tooMany = (message: string, seconds: number): AxonError =>
  new AxonError(429, "TooManyRequests", message, { "retry-after": String(seconds) })
