import type { Chain } from "./chain/chain.ts"
import type { Clock } from "./clock.ts"
import type { EngineMode } from "./engines/engine.ts"

export interface Readiness {
  /** Why the node can not be relied on just now; undefined when it can. */
  notReady(): string | undefined
}

/** A scheduled block may be late by so many intervals, and by so long at least. */
const lateIntervals = 10
const lateAtLeastMs = 10_000

/** A node is ready while its chain moves: one whose blocks come on a schedule must have had one lately. */
export function watchReadiness({
  chain,
  clock,
  engine,
}: {
  readonly chain: Chain
  readonly clock: Clock
  /** Its mode may change. */
  readonly engine: { readonly mode: EngineMode }
}): Readiness {
  let lastMs = clock.monotonicMs()
  chain.listen({
    best() {
      lastMs = clock.monotonicMs()
    },
  })
  return {
    notReady() {
      const { mode } = engine
      if (mode.type !== "interval") return undefined
      const sinceMs = clock.monotonicMs() - lastMs
      if (sinceMs <= Math.max(lateIntervals * mode.intervalMs, lateAtLeastMs)) return undefined
      return `no block for ${Math.round(sinceMs / 1000)} s; one is due every ${mode.intervalMs} ms`
    },
  }
}
