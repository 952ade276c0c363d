/** Values in memory by name: the oldest go when they are too old or too large together. */
export interface Kept<T> {
  /** Replaces what had the name. Nothing is kept that alone is larger than all may be. */
  keep(name: string, value: T, bytes: number): void
  get(name: string): T | undefined
}

export interface KeptBounds {
  readonly bytesMax: number
  readonly maxAgeMs: number
  /** Milliseconds since the epoch. */
  now(): number
}

export function createKept<T>({ bytesMax, maxAgeMs, now }: KeptBounds): Kept<T> {
  const kept = new Map<string, { readonly value: T; readonly bytes: number; readonly until: number }>()
  let total = 0

  function drop(name: string): void {
    total -= kept.get(name)?.bytes ?? 0
    kept.delete(name)
  }

  function dropOld(): void {
    for (const [name, { until }] of kept) {
      if (until > now() && total <= bytesMax) return
      drop(name)
    }
  }

  return {
    keep(name, value, bytes) {
      drop(name)
      if (bytes > bytesMax) return
      kept.set(name, { value, bytes, until: now() + maxAgeMs })
      total += bytes
      dropOld()
    },
    get(name) {
      dropOld()
      return kept.get(name)?.value
    },
  }
}
