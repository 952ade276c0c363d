/** What one round is worth. The README shows the formula with measured values. */
export interface RoundFacts {
  /** Of the worth of what the miner has in the best one's, in [0, 1]. */
  readonly records: number
  /** Of the job, in [0, 1]; undefined when the validator could not judge it. */
  readonly job: number | undefined
  /** Credibility to the power of 2.5, in relation to the most that could be earned by now; in [0, 1]. */
  readonly trust: number
  /** Of the job; undefined when none was done. */
  readonly elapsedMs: number | undefined
}

/** The owner's weights. */
export const scoreWeights = { records: 0.7, jobs: 0.3, truth: 1, speed: 0.03 } as const
/** Jobs done within `fastMs` are fast, those of `slowMs` and more are slow. */
export const speedRange = { fastMs: 2_000, slowMs: 30_000 } as const

export function speedOf(elapsedMs: number): number {
  const { fastMs, slowMs } = speedRange
  return Math.min(1, Math.max(0, (slowMs - elapsedMs) / (slowMs - fastMs)))
}
