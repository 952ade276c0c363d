/** How old a nonce may be, and how far ahead of our clock: the same on both wires, which say it in words of their own. */
import type { ReplayStore } from "./replayStore.ts"

export interface Window {
  /** Nanoseconds since 1970. */
  readonly now: bigint
  /** Default 10 s. */
  readonly maxAgeMs?: number
  /** How far a sender's clock may run ahead. Default 2 s. */
  readonly maxSkewMs?: number
}

export const windowOf = ({
  maxAgeMs = 10_000,
  maxSkewMs = 2_000,
}: Pick<Window, "maxAgeMs" | "maxSkewMs">) => ({
  ...{ maxAgeMs, maxSkewMs },
})

const nanosecondsOf = (milliseconds: number): bigint => BigInt(milliseconds) * 1_000_000n

export type Staleness = "old" | "early"

/** Undefined for a nonce that is fresh. */
export function stalenessOf(nonce: bigint, window: Window): Staleness | undefined {
  const { maxAgeMs, maxSkewMs } = windowOf(window)
  const age = window.now - nonce
  if (age > nanosecondsOf(maxAgeMs)) return "old"
  return -age > nanosecondsOf(maxSkewMs) ? "early" : undefined
}

/** Throws RangeError for a store that would let a fresh nonce be used twice. */
export function checkRetention(
  { retentionMs }: ReplayStore,
  window: Pick<Window, "maxAgeMs" | "maxSkewMs">,
): void {
  const { maxAgeMs, maxSkewMs } = windowOf(window)
  if (retentionMs < maxAgeMs + maxSkewMs)
    throw new RangeError("the replay store forgets nonces that are still fresh")
}
