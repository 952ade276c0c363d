/** What one answer is worth. The README shows the formula with measured values. */
export interface AnswerFacts {
  /** Names what was asked for. */
  readonly right: boolean
  /** Of the audit, in [0, 1]. */
  readonly agreement: number
  readonly elapsedMs: number
}

export const scoreWeights = { right: 0.65, agreement: 0.35, speed: 0.1 } as const
/** Answers within `fastMs` get all of the speed's share, those of `slowMs` and more none. */
export const speedRange = { fastMs: 1_000, slowMs: 20_000 } as const

/**
 * In [0, 1]. The agreement is squared: fluent text of any origin gets some half of it, since most words follow from those before, and
 * the same model gets all of it. Speed is a share of the quality, never added to it: a fast wrong answer earns nothing by being fast. */
export function scoreAnswer({ right, agreement, elapsedMs }: AnswerFacts): number {
  const quality = scoreWeights.right * (right ? 1 : 0) + scoreWeights.agreement * agreement ** 2
  return quality * (1 - scoreWeights.speed + scoreWeights.speed * speedOf(elapsedMs))
}

export function speedOf(elapsedMs: number): number {
  const { fastMs, slowMs } = speedRange
  return Math.min(1, Math.max(0, (slowMs - elapsedMs) / (slowMs - fastMs)))
}
