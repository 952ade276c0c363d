import { type CallerLimits, type CallerTier, createCallerLimits } from "@taonet/neuron/axon/callerLimits"
import { systemClock } from "@taonet/neuron/clock"
import { isAddress } from "@taonet/primitives/ss58"
import { UsageError } from "./stop.ts"

export interface CallerOptions {
  /** What callers may do by their stake; none for the usual tier. */
  readonly limit: readonly CallerTier[]
  /** Hotkeys that may ask whatever they have staked, and as often as they like. */
  readonly allow?: readonly string[]
  /** Anybody may ask. */
  readonly open: boolean
}

/** Validators have stake. Who relays a miner's answers has none, or is a miner itself. */
const usualTier: CallerTier = { minStake: 1_000_000_000n, requestsPerMinute: 600, concurrent: 16 }

/** Whom a miner answers; undefined where it is open to all. Throws UsageError. */
export function callersOf({ limit, allow = [], open }: CallerOptions): CallerLimits | undefined {
  const stranger = allow.find((address) => !isAddress(address))
  if (stranger !== undefined) throw new UsageError(`--allow: "${stranger}" is no address of a hotkey`)
  if (open) return undefined
  const tiers = limit.length > 0 ? limit : [usualTier]
  const limits = createCallerLimits({ tiers, refuseMiners: true }, systemClock)
  const allowed = new Set(allow)
  return {
    ...limits,
    enter: (hotkey) => (allowed.has(hotkey) ? () => undefined : limits.enter(hotkey)),
  }
}

/** For the log: who is answered. */
export function callersText({ limit, allow = [], open }: CallerOptions): string {
  if (open) return "anybody"
  const least = (limit.length > 0 ? limit : [usualTier]).reduce((a, b) => (a.minStake < b.minStake ? a : b))
  const own = allow.length > 0 ? `, and ${allow.join(", ")}` : ""
  return `hotkeys with a stake of ${least.minStake / 1_000_000_000n} or more on the subnet but no miners${own}; others get 403`
}
