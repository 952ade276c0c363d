import { holds } from "@taonet/signatures/accelerated"
import { createSignaturePool } from "@taonet/signatures/pool"
import { isWellFormed } from "@taonet/signatures/statement"
import { type CheckSignature, publicKeyOf } from "../hotkey.ts"
import { errorText, type Log } from "../log.ts"

/** Checks signatures, here or on threads of its own. */
export interface SignatureThreads {
  /** Whether `ss58` signed `message`; malformed input of any kind is `false`. Answers at once as long as no thread works. */
  readonly check: CheckSignature
  /** Threads that work. */
  readonly running: number
  /** Ends the threads. What still waits is answered first. */
  close(): Promise<void>
}

export interface SignatureThreadsOptions {
  /** 0 checks everything here. */
  readonly threads: number
  /** Checks within a second that make threads worth their memory; default 500: a twentieth of a core. */
  readonly startAt?: number
}

export interface SignatureThreadsDeps {
  /** Milliseconds that only grow. */
  readonly milliseconds: () => number
  readonly log: Log
}

/** Beyond so many this thread works itself: nothing slows a flood better. */
const maxPending = 1_024
/** Callers wait for each answer: the first of a batch should not wait long for its last. */
const maxBatch = 16

/** Threads start when there is enough to do: an idle axon has none, and a hundred axons of one process have none either. */
export function createSignatureThreads(
  { threads, startAt = 500 }: SignatureThreadsOptions,
  { milliseconds, log }: SignatureThreadsDeps,
): SignatureThreads {
  const pool = createSignaturePool({
    ...{ size: threads, maxBatch },
    onTrouble: (error) => log("axon.threads", { error: errorText(error) }),
  })
  let secondBegan = Number.NEGATIVE_INFINITY
  let inSecond = 0
  const isBusy = (): boolean => {
    const now = milliseconds()
    if (now - secondBegan >= 1_000) {
      secondBegan = now
      inSecond = 0
    }
    return ++inSecond >= startAt
  }

  return {
    get running() {
      return pool.running
    },
    check(scheme, signature, message, ss58) {
      const account = publicKeyOf(ss58)
      if (account === undefined) return false
      const statement = { scheme, signature, message, account }
      if (!isWellFormed(statement)) return false
      if (isBusy()) pool.grow()
      return pool.running > 0 && pool.pending < maxPending ? pool.ask(statement) : holds(statement)
    },
    close: () => pool.close(),
  }
}
