import type { MinerFailure } from "./errors.ts"
import { createMinerStates, keyOf, type MinerHealth, type MinerState } from "./minerStates.ts"
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

export interface Router {
  /** The next miner for a model that is not in `tried`; undefined when there is none. Adds it to `tried`. */
  pick(model: string, tried: Set<string>): MinerPick | undefined
  health(): MinerHealth[]
}

type Subset<T, K extends keyof T> = { readonly [P in K]: T[P] }

/**
 * Chooses miners by incentive. Those with a cool-down running come last; those without incentive are asked only when nobody
 * has any, round-robin, or when the others have failed.
 */
export function createRouter(
  limits: Subset<GatewayLimits, "coolDownMs" | "coolDownMaxMs">,
  deps: Subset<GatewayDeps, "miners" | "now" | "random">,
): Router {
  const states = createMinerStates(limits)
  let turn = 0

  function choose(candidates: readonly MinerRoute[]): MinerRoute | undefined {
    const ready = candidates.filter((route) => states.isReady(route, deps.now()))
    if (ready.length === 0) return states.soonest(candidates)
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

  function createPick(route: MinerRoute, state: MinerState): MinerPick {
    const probe = state.failures > 0 && !state.probing
    if (probe) state.probing = true
    let settled = false
    const once = (outcome: () => void) => {
      if (settled) return
      settled = true
      if (probe) state.probing = false
      outcome()
    }
    return {
      route,
      succeeded: (latencyMs) => once(() => states.reward(state, latencyMs)),
      failed: (failure) => once(() => states.punish(state, failure, deps.now())),
      released: () => once(() => {}),
    }
  }

  return {
    pick(model, tried) {
      const present = deps.miners()
      states.keepOnly(present)
      const route = choose(present.filter((miner) => servesModel(miner, model) && !tried.has(keyOf(miner))))
      if (!route) return undefined
      tried.add(keyOf(route))
      return createPick(route, states.of(route))
    },
    health: () => states.health(deps.miners()),
  }
}

function servesModel(route: MinerRoute, model: string): boolean {
  return route.models === undefined || route.models.includes(model)
}

function weightOf(route: MinerRoute): number {
  return Number.isFinite(route.incentive) && route.incentive > 0 ? route.incentive : 0
}
