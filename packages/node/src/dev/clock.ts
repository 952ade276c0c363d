import type { Clock } from "../clock.ts"

/** `wall`: time goes on between blocks. `blocks`: it stands until a block or somebody moves it, so that the same run gives the same blocks. */
export type TimePace = "wall" | "blocks"

/** The clock of a development chain: it can be set, and it follows blocks that run ahead of it. */
export interface DevClock extends Clock {
  readonly pace: TimePace
  /** It is `ms` (since 1970) now. */
  set(ms: number): void
  /** A block has this time: the clock is not behind it, or by no more than `toleranceMs`. */
  reach(ms: number, toleranceMs?: number): void
}

export function createDevClock(base: Clock, pace: TimePace, startMs?: number): DevClock {
  const wall = (): number => (pace === "wall" ? base.unixMs() : 0)
  let offset = (startMs ?? base.unixMs()) - wall()
  const unixMs = (): number => wall() + offset
  const set = (ms: number): void => {
    offset = ms - wall()
  }
  return {
    pace,
    unixMs,
    monotonicMs: base.monotonicMs,
    after: base.after,
    breathe: base.breathe,
    set,
    reach(ms, toleranceMs = 0) {
      if (ms > unixMs() + toleranceMs) set(ms)
    },
  }
}
