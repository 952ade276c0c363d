/** The one in the middle. */
export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

/** Of so many runs, one after the other. */
export async function median(runs: number, measure: () => Promise<number>): Promise<number> {
  const values: number[] = []
  for (let run = 0; run < runs; run++) values.push(await measure())
  return medianOf(values)
}

export async function millisecondsOf(body: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await body()
  return performance.now() - begin
}
