import { ensure, fail } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { storageIndex } from "../neurons/storageIndex.ts"
import { errors, events, storage } from "../schema.ts"
import { applyWeights } from "./applyWeights.ts"
import {
  type CommittedWeights,
  commitHash,
  dropExpired,
  isRevealable,
  revealWindow,
  type WeightCommit,
} from "./commitQueue.ts"

/** Weights that were committed by hash before, with what makes the hash. */
export interface RevealedWeights extends CommittedWeights {
  readonly netuid: number
  readonly mecid: number
}

/**
 * Applies committed weights in the one epoch in which they may be revealed. This commit and all before it leave the queue.
 * Emits WeightsSet, WeightsRevealed. Source: behaviour/coinbase.md section 2 (order of checks).
 */
export function revealHashedWeights(state: State, hotkey: Hex, revealed: RevealedWeights): void {
  const { netuid, mecid } = revealed
  const index = storageIndex(netuid, mecid)
  ensure(storage.CommitRevealWeightsEnabled.get(state, netuid), errors.CommitRevealDisabled)
  const queue = storage.WeightCommits.get(state, index, hotkey)
  ensure(queue, errors.NoWeightsCommitFound)
  const window = revealWindow(state, netuid)
  const { expired, open } = dropExpired(queue, window)
  const hash = commitHash(hotkey, index, revealed)
  if (open.length === 0 && !holds(expired, hash)) fail(errors.NoWeightsCommitFound)
  const position = positionOf(open, expired, hash)
  ensure(isRevealable(window, open[position]![1]), errors.RevealTooEarly)

  storeQueue(state, index, hotkey, open.slice(position + 1))
  applyWeights(state, hotkey, revealed)
  events.WeightsRevealed.deposit(state, [hotkey, index, hash])
}

/**
 * Reveals several commits of mechanism 0, all or none. Every hash and window is checked before anything is applied; the last of the weights
 * is what stays. Emits WeightsSet for each, then WeightsBatchRevealed.
 */
export function revealHashedWeightsBatch(
  state: State,
  hotkey: Hex,
  netuid: number,
  reveals: readonly CommittedWeights[],
): void {
  const index = storageIndex(netuid, 0)
  ensure(storage.CommitRevealWeightsEnabled.get(state, netuid), errors.CommitRevealDisabled)
  const queue = storage.WeightCommits.get(state, index, hotkey)
  ensure(queue, errors.NoWeightsCommitFound)
  const window = revealWindow(state, netuid)
  const { expired, open } = dropExpired(queue, window)
  const hashes = reveals.map((reveal) => commitHash(hotkey, index, reveal))
  for (const hash of hashes) {
    const position = positionOf(open, expired, hash)
    ensure(isRevealable(window, open[position]![1]), errors.RevealTooEarly)
  }
  for (const [i, reveal] of reveals.entries()) {
    // The same hash twice in one batch finds nothing the second time.
    open.splice(positionOf(open, expired, hashes[i]!), 1)
    applyWeights(state, hotkey, { ...reveal, netuid, mecid: 0 })
  }
  storeQueue(state, index, hotkey, open)
  events.WeightsBatchRevealed.deposit(state, [hotkey, netuid, hashes])
}

const holds = (queue: readonly WeightCommit[], hash: Hex): boolean => queue.some(([known]) => known === hash)

/** Where the hash stands in the open part of the queue. */
function positionOf(open: readonly WeightCommit[], expired: readonly WeightCommit[], hash: Hex): number {
  const position = open.findIndex(([known]) => known === hash)
  if (position !== -1) return position
  return fail(holds(expired, hash) ? errors.ExpiredWeightCommit : errors.InvalidRevealCommitHashNotMatch)
}

function storeQueue(state: State, index: number, hotkey: Hex, queue: WeightCommit[]): void {
  if (queue.length === 0) storage.WeightCommits.delete(state, index, hotkey)
  else storage.WeightCommits.set(state, index, hotkey, queue)
}
