import { ensure, fail } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { createPulseVerifier, type PulseVerdict } from "@taonet/primitives/bls/pulse"
import { maxBigint } from "@taonet/primitives/integers"
import { storage as timestamp } from "../timestamp/schema.ts"
import { dueRound, isOffline } from "./beacon.ts"
import { errors, storage } from "./schema.ts"
import type { BeaconConfiguration, Pulse } from "./types.ts"

/** One week of quicknet. */
const keptMax = 216_000n
/** Old pulses that one call removes at most. */
const prunedMax = 100n

/** Keeps the beacon's key decoded between pulses, and what it found: the pool's check is not repeated in the block. */
const verify = createPulseVerifier()

/** Whether the beacon signed the pulse. */
export const checkPulse = ({ public_key }: BeaconConfiguration, { round, signature }: Pulse): PulseVerdict =>
  verify(public_key, round, signature)

/** For the holder of the beacon's secret: what it has just signed need not be checked in this process. */
export const trustPulse = ({ public_key }: BeaconConfiguration, { round, signature }: Pulse): void =>
  verify.trust(public_key, round, signature)

/**
 * Stores those of the pulses that the beacon really signed, and returns their rounds; others are passed over. Raises
 * PulseVerificationError where key or signature are no points, InvalidRoundNumber where a round does not follow.
 */
export function storePulses(state: State, pulses: readonly Pulse[]): bigint[] {
  const config = storage.BeaconConfig.get(state)
  const stored: bigint[] = []
  for (const pulse of pulses) {
    const verdict = checkPulse(config, pulse)
    if (verdict === "malformed") fail(errors.PulseVerificationError)
    if (verdict === "invalid") continue
    ensure(follows(state, config, pulse.round), errors.InvalidRoundNumber)
    const first = neverStored(state)
    storage.Pulses.set(state, pulse.round, pulse)
    storage.LastStoredRound.mutate(state, (last) => maxBigint(last, pulse.round))
    if (first) storage.OldestStoredRound.set(state, pulse.round)
    stored.push(pulse.round)
  }
  return stored
}

/** The first pulse of all may have any round. */
export function neverStored(state: State): boolean {
  return storage.LastStoredRound.get(state) === 0n && storage.OldestStoredRound.get(state) === 0n
}

/**
 * Which round may be stored next. Of a public beacon, each in turn, since a skipped one could never be stored again. A chain's own beacon
 * may leave rounds out when the chain's clock jumps, and make up for one that somebody waits for, but is never ahead of the clock.
 */
export function follows(state: State, config: BeaconConfiguration, round: bigint): boolean {
  if (isOffline(config)) {
    const due = round > 0n && round <= dueRound(config, timestamp.Now.get(state))
    return due && round >= storage.OldestStoredRound.get(state) && !storage.Pulses.has(state, round)
  }
  const last = storage.LastStoredRound.get(state)
  return neverStored(state) ? round > last : round === last + 1n
}

/** Removes pulses that are older than a week, a bounded number at a time. */
export function prunePulses(state: State): void {
  let oldest = storage.OldestStoredRound.get(state)
  if (oldest === 0n) return
  const last = storage.LastStoredRound.get(state)
  for (let removed = 0n; last - oldest + 1n > keptMax && removed < prunedMax; removed++) {
    storage.Pulses.delete(state, oldest)
    oldest++
  }
  storage.OldestStoredRound.set(state, oldest)
}
