import { holds } from "@taonet/signatures/accelerated"
import { createSignaturePool } from "@taonet/signatures/pool"
import { isWellFormed } from "@taonet/signatures/statement"
import { type CheckSignature, type Hotkey, publicKeyOf, type Signer } from "../hotkey.ts"
import { errorText, type Log } from "../log.ts"

/** Checks signatures and makes them, here or on threads of its own. */
export interface SignatureThreads {
  /** Whether `ss58` signed `message`; malformed input of any kind is `false`. Answers at once as long as no thread works. */
  readonly check: CheckSignature
  /** Signs for a hotkey, on a thread where one has time for it. */
  signerOf(hotkey: Hotkey): Signer
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
/** A thread with so much before it leaves signatures to this one: checks, which must come first, are theirs. */
const maxBeforeSigning = 32
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
    signerOf: (hotkey) => ({
      ss58: hotkey.ss58,
      ...(hotkey.scheme && { scheme: hotkey.scheme }),
      sign: (message) =>
        hotkey.signOn && pool.running > 0 && pool.pending < maxBeforeSigning
          ? hotkey.signOn(pool, message)
          : hotkey.sign(message),
    }),
    close: () => pool.close(),
  }
}
