/** Time as an argument, so that tests and the simulator own it. */
export interface Clock {
  /** Milliseconds since 1970: timestamps of blocks. */
  unixMs(): number
  /** Milliseconds that only grow: durations and budgets. */
  monotonicMs(): number
  /** Runs once after the delay; the answer cancels it. */
  after(delayMs: number, run: () => void): () => void
  /** Lets waiting I/O happen: long work awaits this between its slices. */
  breathe(): Promise<void>
}

export const systemClock: Clock = {
  unixMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
}
