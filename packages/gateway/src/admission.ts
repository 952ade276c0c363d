import { GatewayError } from "./errors.ts"
import type { GatewayLimits } from "./options.ts"

export interface Admission {
  /** Waits for a turn. Returns the function that gives it back; throws `gateway_busy` when the queue is full or too slow. */
  enter(signal: AbortSignal): Promise<() => void>
  stats(): { running: number; waiting: number }
}

interface Waiter {
  start(): void
}

/** At most `concurrentMax` completions at a time, and a short first-come queue before them. */
export function createAdmission(
  limits: Pick<GatewayLimits, "concurrentMax" | "queueMax" | "queueTimeoutMs">,
): Admission {
  let running = 0
  const waiting = new Set<Waiter>()

  const ticket = () => {
    let given = false
    return () => {
      if (given) return
      given = true
      running -= 1
      const next = waiting.values().next().value
      if (next) next.start()
    }
  }

  function enter(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) return Promise.reject(signal.reason)
    if (running < limits.concurrentMax) {
      running += 1
      return Promise.resolve(ticket())
    }
    if (waiting.size >= limits.queueMax) return Promise.reject(busy())
    return new Promise((resolve, reject) => {
      const leave = () => {
        waiting.delete(waiter)
        clearTimeout(timer)
        signal.removeEventListener("abort", onAbort)
      }
      const onAbort = () => {
        leave()
        reject(signal.reason)
      }
      const waiter: Waiter = {
        start() {
          leave()
          running += 1
          resolve(ticket())
        },
      }
      const timer = setTimeout(() => {
        leave()
        reject(busy())
      }, limits.queueTimeoutMs)
      signal.addEventListener("abort", onAbort, { once: true })
      waiting.add(waiter)
    })
  }

  return { enter, stats: () => ({ running, waiting: waiting.size }) }
}

function busy(): GatewayError {
  return new GatewayError(
    "gateway_busy",
    "The gateway serves as many requests as it can. Please retry shortly.",
    {
      retryAfterSeconds: 1,
    },
  )
}
