import type { MinerScore, ScoreMiner } from "@taonet/neuron/loops/runValidator"

export interface Contest {
  readonly scoreMiner: ScoreMiner
  /** Any positive weight; only ratios matter. */
  readonly share: number
}

/** Several contests in one subnet, each with a share of every miner's score. They are asked one after the other. */
export function contests(parts: Readonly<Record<string, Contest>>): ScoreMiner {
  const all = Object.entries(parts)
  const total = all.reduce((sum, [, { share }]) => sum + share, 0)
  if (!(total > 0) || all.some(([, { share }]) => share < 0))
    throw new RangeError("shares must not be negative, and not all zero")
  return async (miner, context) => {
    let score = 0
    const detail: Record<string, MinerScore["detail"]> = {}
    for (const [name, { scoreMiner, share }] of all) {
      const mark = await scoreMiner(miner, context)
      score += (mark.score * share) / total
      detail[name] = { score: mark.score, ...mark.detail }
    }
    return { score: Math.min(1, score), detail }
  }
}
