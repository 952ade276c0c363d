/** What one round is worth. The README shows the formula with measured values. */
export interface RoundFacts {
  /** Of the miner's worth in the best one's, in [0, 1]; credibility is part of it. */
  readonly share: number
  /** Of the job, in [0, 1]; undefined when the validator could not judge it. */
  readonly job: number | undefined
  /** Credibility to the power of 2.5. */
  readonly factor: number
}

export const scoreWeights = { share: 0.7, job: 0.3 } as const
/** Jobs done within `fastMs` get all of the speed's share, those of `slowMs` and more none. */
export const speedRange = { fastMs: 2_000, slowMs: 30_000, weight: 0.1 } as const

/** In [0, 1]. Jobs count as far as the miner is credible: a good answer now and then does not make up for made-up records. */
export const scoreRound = ({ share, job, factor }: RoundFacts): number =>
  job === undefined ? share : scoreWeights.share * share + scoreWeights.job * factor * job

export function speedOf(elapsedMs: number): number {
  const { fastMs, slowMs, weight } = speedRange
  const speed = Math.min(1, Math.max(0, (slowMs - elapsedMs) / (slowMs - fastMs)))
  return 1 - weight + weight * speed
}
