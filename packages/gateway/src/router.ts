import type { MinerFailure } from "./errors.ts"
import type { GatewayLimits } from "./options.ts"
import type { GatewayDeps, MinerRoute } from "./types.ts"

/** A miner that was chosen. Exactly one of the outcomes counts; later ones are ignored. */
export interface MinerPick {
  readonly route: MinerRoute
  succeeded(latencyMs: number): void
  failed(failure: MinerFailure): void
  /** Neither its merit nor its fault: the client left, or time ran out elsewhere. */
  released(): void
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

export interface Router {
  /** The next miner for a model that is not in `tried`; undefined when there is none. Adds it to `tried`. */
  pick(model: string, tried: Set<string>): MinerPick | undefined
  health(): MinerHealth[]
}

interface State {
  failures: number
  coolUntil: number
  latencyMs: number | null
  /** A miner that comes back from a cool-down gets one request at a time until it succeeds. */
  probing: boolean
}

/** The longest pause that a miner's own retry-after can ask for. */
const busyMsMax = 60_000
/** A proven lie weighs as much as this many failures. */
const lieWeight = 5
const latencySmoothing = 0.2

/**
 * Chooses miners by incentive. Those with a cool-down running come last; those without incentive are asked only when nobody
 * has any, round-robin, or when the others have failed.
 */
export function createRouter(
  limits: Subset<GatewayLimits, "coolDownMs" | "coolDownMaxMs">,
  deps: Subset<GatewayDeps, "miners" | "now" | "random">,
): Router {
  const states = new Map<string, State>()
  let turn = 0

  function stateOf(key: string): State {
    let state = states.get(key)
    if (!state) {
      state = { failures: 0, coolUntil: 0, latencyMs: null, probing: false }
      states.set(key, state)
    }
    return state
  }

  /** Miners come and go; what is remembered of them must not grow without end. */
  function forgetStrangers(present: readonly MinerRoute[]): void {
    if (states.size <= 2 * present.length + 64) return
    const known = new Set(present.map(keyOf))
    for (const key of states.keys()) if (!known.has(key)) states.delete(key)
  }

  function choose(candidates: readonly MinerRoute[]): MinerRoute | undefined {
    const now = deps.now()
    const ready = candidates.filter((route) => {
      const state = states.get(keyOf(route))
      return !state || (state.coolUntil <= now && !state.probing)
    })
    if (ready.length === 0) return soonest(candidates, states)
    const total = ready.reduce((sum, route) => sum + weightOf(route), 0)
    if (total <= 0) return ready[turn++ % ready.length]
    let left = deps.random() * total
    for (const route of ready) {
      left -= weightOf(route)
      if (left < 0) return route
    }
    // Rounding can leave a crumb: the last one with any weight takes it.
    return ready.findLast((route) => weightOf(route) > 0)
  }

  function pick(model: string, tried: Set<string>): MinerPick | undefined {
    const present = deps.miners()
    forgetStrangers(present)
    const route = choose(present.filter((miner) => servesModel(miner, model) && !tried.has(keyOf(miner))))
    if (!route) return undefined
    const key = keyOf(route)
    tried.add(key)
    const state = stateOf(key)
    const probe = state.failures > 0 && !state.probing
    if (probe) state.probing = true
    return createPick(route, state, probe)
  }

  function createPick(route: MinerRoute, state: State, probe: boolean): MinerPick {
    let settled = false
    const once = (outcome: () => void) => {
      if (settled) return
      settled = true
      if (probe) state.probing = false
      outcome()
    }
    return {
      route,
      succeeded: (latencyMs) =>
        once(() => {
          state.failures = 0
          state.coolUntil = 0
          const before = state.latencyMs ?? latencyMs
          state.latencyMs = before + latencySmoothing * (latencyMs - before)
        }),
      failed: (failure) => once(() => punish(state, failure)),
      released: () => once(() => {}),
    }
  }

  function punish(state: State, failure: MinerFailure): void {
    if (failure.kind === "refused") return
    if (failure.kind === "busy") {
      state.coolUntil = Math.max(
        state.coolUntil,
        deps.now() + Math.min(failure.retryAfterSeconds * 1000, busyMsMax),
      )
      return
    }
    state.failures += failure.kind === "lied" ? lieWeight : 1
    const coolDown = Math.min(limits.coolDownMs * 2 ** Math.min(state.failures - 1, 30), limits.coolDownMaxMs)
    state.coolUntil = deps.now() + coolDown
  }

  return {
    pick,
    health: () =>
      deps.miners().map((miner) => {
        const state = states.get(keyOf(miner))
        const { failures = 0, coolUntil = 0, latencyMs = null } = state ?? {}
        return { uid: miner.uid, hotkey: miner.hotkey, failures, coolUntil, latencyMs }
      }),
  }
}

type Subset<T, K extends keyof T> = { readonly [P in K]: T[P] }

/** PERF: the view of the metagraph keeps its objects from one request to the next, so a key is built once for each. */
const keys = new WeakMap<MinerRoute, string>()

/** A slot that changes hands, or a miner that moves, starts with a clean record. */
function keyOf(route: MinerRoute): string {
  let key = keys.get(route)
  if (key === undefined) {
    key = `${route.uid} ${route.hotkey} ${route.url}`
    keys.set(route, key)
  }
  return key
}

function servesModel(route: MinerRoute, model: string): boolean {
  return route.models === undefined || route.models.includes(model)
}

function weightOf(route: MinerRoute): number {
  return Number.isFinite(route.incentive) && route.incentive > 0 ? route.incentive : 0
}

/** With everyone cooling down, a miner that may answer beats a certain 503: the one whose time is nearest. */
function soonest(
  candidates: readonly MinerRoute[],
  states: ReadonlyMap<string, State>,
): MinerRoute | undefined {
  let best: MinerRoute | undefined
  let bestUntil = Number.POSITIVE_INFINITY
  for (const route of candidates) {
    const until = states.get(keyOf(route))?.coolUntil ?? 0
    if (until < bestUntil) {
      best = route
      bestUntil = until
    }
  }
  return best
}
