/** Time as an argument, so that tests own it. */
export interface Clock {
  /** Nanoseconds since 1970: nonces. */
  unixNanoseconds(): bigint
  /** Milliseconds that only grow: durations. */
  milliseconds(): number
  /** Resolves early, without error, when the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  // The fraction comes from the monotonic clock, so that two nonces within one millisecond differ.
  unixNanoseconds: () => BigInt(Date.now()) * 1_000_000n + (process.hrtime.bigint() % 1_000_000n),
  milliseconds: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const done = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener("abort", done)
        resolve()
      }
      const timer = setTimeout(done, milliseconds)
      signal?.addEventListener("abort", done, { once: true })
    }),
}
