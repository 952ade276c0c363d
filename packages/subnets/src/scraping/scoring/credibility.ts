import { openJournal } from "../crawl/journal.ts"

/** How far a miner's word can be trusted: the average of how its records stood up to being checked. */
export interface Credibility {
  /** `mark` in [0, 1]. */
  record(hotkey: string, mark: number): void
  /** In [0, 1]; 0 for the unknown, who have to earn it. */
  of(hotkey: string): number
  /** The share of its claims that counts. */
  factor(hotkey: string): number
  /** The factor of one that was checked as often as anybody, and was always right. */
  perfect(): number
  close(): void
}

export interface CredibilityOptions {
  /** Weight of the newest mark; default 0.15. */
  readonly alpha?: number
  /** Default 2.5. */
  readonly exponent?: number
  /** Survives restarts in this folder; undefined keeps it in memory. */
  readonly folder?: string | undefined
  /** Hotkeys remembered; default 4,096. */
  readonly hotkeysMax?: number
}

export function createCredibility(options: CredibilityOptions = {}): Credibility {
  const { alpha = 0.15, exponent = 2.5, hotkeysMax = 4_096, folder } = options
  const journal = openJournal<number>({ folder, name: "credibility" })
  const of = (hotkey: string): number => journal.entries.get(hotkey) ?? 0
  /** Since the start. */
  const checks = new Map<string, number>()
  return {
    record(hotkey, mark) {
      if (!(mark >= 0 && mark <= 1)) throw new RangeError(`mark ${mark} is not in [0, 1]`)
      const next = of(hotkey) * (1 - alpha) + mark * alpha
      // At the end of the map, so that the longest unseen are forgotten first.
      journal.delete(hotkey)
      journal.set(hotkey, next)
      const oldest = journal.entries.keys().next().value
      checks.set(hotkey, (checks.get(hotkey) ?? 0) + 1)
      if (journal.entries.size <= hotkeysMax || oldest === undefined) return
      journal.delete(oldest)
      checks.delete(oldest)
    },
    of,
    factor: (hotkey) => of(hotkey) ** exponent,
    perfect: () => (1 - (1 - alpha) ** Math.max(0, ...checks.values())) ** exponent,
    close: () => journal.close(),
  }
}
