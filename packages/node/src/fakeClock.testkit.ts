import type { Clock } from "./clock.ts"

export interface FakeClock extends Clock {
  /** Moves time on, and lets what falls due happen, with all that follows from it. */
  advance(ms: number): Promise<void>
}

interface Timer {
  readonly due: number
  readonly run: () => void
}

export function fakeClock(startMs = 1_800_000_000_000): FakeClock {
  let now = startMs
  const timers = new Set<Timer>()
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    unixMs: () => now,
    monotonicMs: () => now,
    after(delayMs, run) {
      const timer = { due: now + delayMs, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    breathe: () => Promise.resolve(),
    async advance(ms) {
      const end = now + ms
      await settle()
      for (;;) {
        const next = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0]
        if (next === undefined) break
        timers.delete(next)
        now = Math.max(now, next.due)
        next.run()
        await settle()
      }
      now = end
    },
  }
}
