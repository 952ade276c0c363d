/** Bounds how many requests are worked on at once; the rest wait in a short queue, the highest priority first. */
export interface Gate {
  /** Resolves with the release function, or with undefined when there is no room. */
  enter(priority: number): Promise<(() => void) | undefined>
  readonly running: number
  readonly waiting: number
  /** Turns away all who wait and all who come. */
  close(): void
}

interface Waiter {
  readonly priority: number
  readonly admit: (release: (() => void) | undefined) => void
}

export function createGate(maxRunning: number, maxWaiting: number): Gate {
  let running = 0
  let closed = false
  /** Highest priority first, then the order of arrival. */
  const queue: Waiter[] = []

  const release = (): (() => void) => {
    let released = false
    return () => {
      if (released) return
      released = true
      running--
      const next = queue.shift()
      if (next === undefined) return
      running++
      next.admit(release())
    }
  }

  return {
    get running() {
      return running
    },
    get waiting() {
      return queue.length
    },
    enter(priority) {
      if (closed) return Promise.resolve(undefined)
      if (running < maxRunning) {
        running++
        return Promise.resolve(release())
      }
      if (queue.length >= maxWaiting) {
        const last = queue.at(-1)
        if (last === undefined || last.priority >= priority) return Promise.resolve(undefined)
        queue.pop()
        last.admit(undefined)
      }
      return new Promise((admit) => {
        const at = queue.findIndex((other) => other.priority < priority)
        queue.splice(at === -1 ? queue.length : at, 0, { priority, admit })
      })
    },
    close() {
      closed = true
      for (const waiter of queue.splice(0)) waiter.admit(undefined)
    },
  }
}
