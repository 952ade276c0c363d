import { divFloor, maxBigint, saturatingAddU64 } from "@taonet/primitives/integers"
import type { EpochInput } from "./types.ts"

/** Whether each uid set weights within the activity cutoff; a uid without `lastUpdate` has not (rule 1). */
export function activeUids(input: EpochInput): boolean[] {
  const factor = BigInt(input.activityCutoffFactorMilli)
  const cutoff = maxBigint(1n, divFloor(factor * BigInt(input.tempo), 1000n))
  return Array.from({ length: input.n }, (_, uid) => {
    const updated = input.lastUpdate[uid]
    return updated !== undefined && saturatingAddU64(updated, cutoff) >= input.currentBlock
  })
}

/** Permits in force during this epoch: the stored ones, and the owner's always (rule 2). */
export function currentPermits(input: EpochInput): boolean[] {
  return Array.from(
    { length: input.n },
    (_, uid) => uid === input.ownerUid || input.validatorPermit[uid] === true,
  )
}

/**
 * Permits for the next epoch: the `maxAllowedValidators` largest nonzero stakes, and the owner (rule 2).
 * Among equal stakes the lower uid loses: the smallest are cleared in the order of a stable ascending sort.
 */
export function nextPermits(input: EpochInput, stakeShares: readonly bigint[]): boolean[] {
  const permits = stakeShares.map((stake) => stake !== 0n)
  const ascending = stakeShares
    .map((stake, uid) => ({ stake, uid }))
    .sort((a, b) => (a.stake < b.stake ? -1 : a.stake > b.stake ? 1 : 0))
  for (const { uid } of ascending.slice(0, Math.max(input.n - input.maxAllowedValidators, 0)))
    permits[uid] = false
  if (input.ownerUid !== null && input.ownerUid < input.n) permits[input.ownerUid] = true
  return permits
}
