/** Moving averages of miners' scores, and the weights that follow from them. */
import type { NeuronInfo } from "../chain.ts"

export interface Scores {
  /** `score` in [0, 1]. */
  record(hotkey: string, score: number): void
  /** Bias-corrected average; undefined before the first score. */
  average(hotkey: string): number | undefined
  samples(hotkey: string): number
  /** Forgets hotkeys that are no longer on the subnet: a new owner of a uid starts from nothing. */
  keepOnly(hotkeys: Iterable<string>): void
  /** Everything known, to be saved; `createScores` takes it back. */
  entries(): SavedScore[]
}

/** One hotkey's average as a store keeps it: the average is `sum / weight`. */
export interface SavedScore {
  readonly hotkey: string
  readonly sum: number
  readonly weight: number
  readonly samples: number
}

/** `alpha` is the share of the newest score. The correction makes the first averages plain means rather than creep up from zero. */
export function createScores(alpha: number, saved: readonly SavedScore[] = []): Scores {
  if (!(alpha > 0 && alpha <= 1)) throw new RangeError("alpha must be in (0, 1]")
  const entries = new Map(saved.map(({ hotkey, ...entry }) => [hotkey, entry]))
  return {
    record(hotkey, score) {
      if (!(score >= 0 && score <= 1)) throw new RangeError(`score ${score} is not in [0, 1]`)
      const old = entries.get(hotkey) ?? { sum: 0, weight: 0, samples: 0 }
      entries.set(hotkey, {
        sum: old.sum * (1 - alpha) + score * alpha,
        weight: old.weight * (1 - alpha) + alpha,
        samples: old.samples + 1,
      })
    },
    average(hotkey) {
      const entry = entries.get(hotkey)
      return entry && entry.sum / entry.weight
    },
    samples: (hotkey) => entries.get(hotkey)?.samples ?? 0,
    keepOnly(hotkeys) {
      const kept = new Set(hotkeys)
      for (const hotkey of [...entries.keys()]) if (!kept.has(hotkey)) entries.delete(hotkey)
    },
    entries: () => [...entries].map(([hotkey, entry]) => ({ hotkey, ...entry })),
  }
}

export const maxWeight = 65_535

/**
 * u16 weights of the given neurons: score^exponent, the best 65535. An exponent above 1 pays the better more than in proportion.
 * Undefined when nobody has a positive score: better no weights than meaningless ones.
 */
export function weightsOf(
  scores: Pick<Scores, "average">,
  neurons: readonly Pick<NeuronInfo, "uid" | "hotkey">[],
  exponent: number,
): { uids: number[]; weights: number[] } | undefined {
  const raised = neurons.map(({ uid, hotkey }) => ({ uid, value: (scores.average(hotkey) ?? 0) ** exponent }))
  const best = Math.max(0, ...raised.map(({ value }) => value))
  if (best === 0) return undefined
  const weighed = raised
    .map(({ uid, value }) => ({ uid, weight: Math.round((value / best) * maxWeight) }))
    .filter(({ weight }) => weight > 0)
  return { uids: weighed.map(({ uid }) => uid), weights: weighed.map(({ weight }) => weight) }
}
