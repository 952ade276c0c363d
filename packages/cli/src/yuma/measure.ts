/** Milliseconds. */
export interface Times {
  readonly median: number
  readonly min: number
  readonly max: number
}

const warmUpRuns = 100
const warmUpMs = 1_000

/** Times of single runs in a warm process: first as many as let the compiler finish, or a second's worth. */
export function measure(body: () => void, runs: number, now: () => number): Times {
  const end = now() + warmUpMs
  for (let run = 0; run < warmUpRuns && now() < end; run++) body()
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const start = now()
    body()
    times.push(now() - start)
  }
  times.sort((a, b) => a - b)
  return { median: rounded(times[runs >> 1]!), min: rounded(times[0]!), max: rounded(times[runs - 1]!) }
}

/** To tenths of a microsecond: there is no more to a clock. */
const rounded = (ms: number): number => Math.round(ms * 10_000) / 10_000
