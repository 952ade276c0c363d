import type { MinerFailure } from "./errors.ts"
import type { GatewayLimits } from "./options.ts"
import type { MinerRoute } from "./types.ts"

/** What the gateway remembers of a miner. */
export interface MinerState {
  failures: number
  coolUntil: number
  latencyMs: number | null
  /** A miner that comes back from a cool-down gets one request at a time until it succeeds. */
  probing: boolean
}

export interface MinerHealth {
  readonly uid: number
  readonly hotkey: string
  /** Failures in a row. */
  readonly failures: number
  /** Milliseconds since the epoch; not asked before, unless nobody else is left. */
  readonly coolUntil: number
  /** Smoothed latency of its answers, null before the first. */
  readonly latencyMs: number | null
}

/** The longest pause that a miner's own retry-after can ask for. */
const busyMsMax = 60_000
/** A proven lie weighs as much as this many failures. */
const lieWeight = 5
const latencySmoothing = 0.2

export function createMinerStates(
  limits: { readonly [K in "coolDownMs" | "coolDownMaxMs"]: GatewayLimits[K] },
) {
  const states = new Map<string, MinerState>()
  return {
    of(route: MinerRoute): MinerState {
      const key = keyOf(route)
      let state = states.get(key)
      if (!state) {
        state = { failures: 0, coolUntil: 0, latencyMs: null, probing: false }
        states.set(key, state)
      }
      return state
    },
    isReady(route: MinerRoute, now: number): boolean {
      const state = states.get(keyOf(route))
      return !state || (state.coolUntil <= now && !state.probing)
    },
    /** With everyone cooling down, a miner that may answer beats a certain 503: the one whose time is nearest. */
    soonest(candidates: readonly MinerRoute[]): MinerRoute | undefined {
      const until = (route: MinerRoute) => states.get(keyOf(route))?.coolUntil ?? 0
      let best = candidates[0]
      for (const route of candidates) if (best && until(route) < until(best)) best = route
      return best
    },
    /** Miners come and go; what is remembered of them must not grow without end. */
    keepOnly(present: readonly MinerRoute[]): void {
      if (states.size <= 2 * present.length + 64) return
      const known = new Set(present.map(keyOf))
      for (const key of states.keys()) if (!known.has(key)) states.delete(key)
    },
    reward(state: MinerState, latencyMs: number): void {
      state.failures = 0
      state.coolUntil = 0
      const before = state.latencyMs ?? latencyMs
      state.latencyMs = before + latencySmoothing * (latencyMs - before)
    },
    punish(state: MinerState, failure: MinerFailure, now: number): void {
      // It may have the next thing that it is asked for.
      if (failure.kind === "refused" || failure.kind === "lacking") return
      if (failure.kind === "busy") {
        const pauseMs = Math.min(failure.retryAfterSeconds * 1000, busyMsMax)
        state.coolUntil = Math.max(state.coolUntil, now + pauseMs)
        return
      }
      state.failures += failure.kind === "lied" ? lieWeight : 1
      const doublings = Math.min(state.failures - 1, 30)
      state.coolUntil = now + Math.min(limits.coolDownMs * 2 ** doublings, limits.coolDownMaxMs)
    },
    health: (present: readonly MinerRoute[]): MinerHealth[] =>
      present.map((route) => {
        const { failures = 0, coolUntil = 0, latencyMs = null } = states.get(keyOf(route)) ?? {}
        return { uid: route.uid, hotkey: route.hotkey, failures, coolUntil, latencyMs }
      }),
  }
}

/** PERF: the view of the metagraph keeps its objects from one request to the next, so a key is built once for each. */
const keys = new WeakMap<MinerRoute, string>()

/** A slot that changes hands, or a miner that moves, starts with a clean record. */
export function keyOf(route: MinerRoute): string {
  let key = keys.get(route)
  if (key === undefined) {
    key = `${route.uid} ${route.hotkey} ${route.url}`
    keys.set(route, key)
  }
  return key
}
