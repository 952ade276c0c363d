/**
 * Waits for a promise or for the signal, whichever is first; rejects with the signal's reason. The listener goes with the
 * wait, so that a long stream does not pile up reactions on one long-lived promise as `Promise.race` would.
 */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    promise.catch(() => {})
    return Promise.reject(signal.reason)
  }
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener("abort", onAbort, { once: true })
    const settle = () => signal.removeEventListener("abort", onAbort)
    promise.then(
      (value) => {
        settle()
        resolve(value)
      },
      (error) => {
        settle()
        reject(error)
      },
    )
  })
}

export interface LinkedAbort {
  readonly signal: AbortSignal
  abort(reason: unknown): void
  /** Forgets the parent; call it when the work is over. */
  unlink(): void
}

/** A controller that also aborts when its parent does. */
export function linkedAbort(parent: AbortSignal): LinkedAbort {
  const controller = new AbortController()
  const onParent = () => controller.abort(parent.reason)
  if (parent.aborted) onParent()
  else parent.addEventListener("abort", onParent, { once: true })
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    unlink: () => parent.removeEventListener("abort", onParent),
  }
}
