/** A fixed set of things that are lent out one at a time; who finds none waits in line. */
export interface Pool<T> {
  /** Rejects when the signal is aborted while waiting. */
  take(signal?: AbortSignal): Promise<T>
  give(item: T): void
}

export function createPool<T>(items: readonly T[]): Pool<T> {
  const free = [...items]
  const waiting: ((item: T) => void)[] = []
  return {
    take(signal) {
      const item = free.pop()
      if (item !== undefined) return Promise.resolve(item)
      return new Promise((resolve, reject) => {
        const onAbort = (): void => {
          waiting.splice(waiting.indexOf(accept), 1)
          reject(new Error("aborted while waiting for a place"))
        }
        const accept = (lent: T): void => {
          signal?.removeEventListener("abort", onAbort)
          resolve(lent)
        }
        if (signal?.aborted) return reject(new Error("aborted while waiting for a place"))
        waiting.push(accept)
        signal?.addEventListener("abort", onAbort, { once: true })
      })
    },
    give(item) {
      const next = waiting.shift()
      if (next === undefined) free.push(item)
      else next(item)
    },
  }
}
