import type { State } from "@taonet/frame/state"
import { clampBigint, divFloor, mulDivFloor, U64_MAX } from "@taonet/primitives/integers"
import type { WorkRules } from "../../../specs/thesisRules.ts"
import { storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { ordinaryNetuids } from "../subnets/subnets.ts"

/**
 * At the end of each interval of a subnet: its difficulty follows the number of registrations, its counters start anew. And of works that were
 * used, those are forgotten that would be too old by now anyway.
 */
export function adjustDifficulties(state: State, rules: WorkRules): void {
  const block = currentBlock(state)
  let adjusted = false
  for (const netuid of ordinaryNetuids(state)) {
    const interval = BigInt(storage.AdjustmentInterval.get(state, netuid))
    if (block - storage.LastAdjustmentBlock.get(state, netuid) < interval) continue
    adjusted = true
    const next = nextDifficulty({
      difficulty: storage.Difficulty.get(state, netuid),
      registrations: BigInt(storage.POWRegistrationsThisInterval.get(state, netuid)),
      target: BigInt(storage.TargetRegistrationsPerInterval.get(state, netuid)),
      inertia: storage.AdjustmentAlpha.get(state, netuid),
      min: storage.MinDifficulty.get(state, netuid),
      max: storage.MaxDifficulty.get(state, netuid),
    })
    storage.Difficulty.set(state, netuid, next)
    storage.LastAdjustmentBlock.set(state, netuid, block)
    storage.RegistrationsThisInterval.set(state, netuid, 0)
    storage.POWRegistrationsThisInterval.set(state, netuid, 0)
  }
  if (adjusted) forgetWorks(state, block - BigInt(rules.recentBlocks))
}

export interface DifficultyTerms {
  readonly difficulty: bigint
  readonly registrations: bigint
  readonly target: bigint
  /** u64, 2^64 − 1 = 1: the part of the old difficulty that stays. */
  readonly inertia: bigint
  readonly min: bigint
  readonly max: bigint
}

/**
 * Difficulty · (registrations + target) / (2 · target), at most halved or doubled-and-a-half in effect by the limit of registrations per
 * interval; then smoothed and kept within its bounds. Both quotients are floored. Source: subtensor `upgrade_difficulty` (before burn prices
 * took its place).
 */
export function nextDifficulty(terms: DifficultyTerms): bigint {
  const { difficulty, registrations, target, inertia, min, max } = terms
  const followed = target === 0n ? difficulty : divFloor(difficulty * (registrations + target), 2n * target)
  const smoothed =
    mulDivFloor(difficulty, inertia, U64_MAX) + mulDivFloor(followed, U64_MAX - inertia, U64_MAX)
  return clampBigint(smoothed, min, max)
}

function forgetWorks(state: State, before: bigint): void {
  const old = [...storage.UsedWork.entries(state)].filter(([, used]) => used < before)
  for (const [[work]] of old) storage.UsedWork.delete(state, work)
}
