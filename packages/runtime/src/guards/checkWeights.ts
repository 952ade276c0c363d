import { ensure, type ModuleErrorDef } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { storage as drand } from "../pallets/drand/schema.ts"
import { storageIndex } from "../pallets/subtensor/neurons/storageIndex.ts"
import { type calls, errors, storage } from "../pallets/subtensor/schema.ts"
import {
  type CommittedWeights,
  commitHash,
  isRevealable,
  revealWindow,
} from "../pallets/subtensor/weights/commitQueue.ts"
import { hasWeightStake } from "../pallets/subtensor/weights/requirements.ts"
import { guardCalls } from "./guard.ts"

/**
 * Runs before all weight calls: length of lists, stake, and for reveals whether there is something to reveal now. So a wrong or expired
 * reveal is answered NoWeightsCommitFound or RevealTooEarly. Source: behaviour/coinbase.md section 0.
 */
export const checkWeights = guardCalls<typeof calls>(
  "SubtensorModule",
  { refTime: 30_000_000, proofSize: 7671, reads: 11, writes: 0 },
  {
    set_weights: (state, who, { netuid }) => ensureStake(state, who, netuid),
    set_mechanism_weights: (state, who, { netuid }) => ensureStake(state, who, netuid),
    batch_set_weights(state, who, { netuids, weights, version_keys }) {
      ensureSameLength(netuids, weights, version_keys)
      for (const netuid of netuids) ensureStake(state, who, netuid)
    },
    commit_weights: (state, who, { netuid }) => ensureStake(state, who, netuid),
    commit_mechanism_weights: (state, who, { netuid }) => ensureStake(state, who, netuid),
    batch_commit_weights(state, who, { netuids, commit_hashes }) {
      ensureSameLength(netuids, commit_hashes)
      for (const netuid of netuids) ensureStake(state, who, netuid)
    },
    reveal_weights(state, who, { netuid, version_key, ...rest }) {
      ensureStake(state, who, netuid)
      ensureRevealable(state, who, netuid, 0, { ...rest, versionKey: version_key })
    },
    reveal_mechanism_weights(state, who, { netuid, mecid, version_key, ...rest }) {
      ensureStake(state, who, netuid)
      ensureRevealable(state, who, netuid, mecid, { ...rest, versionKey: version_key })
    },
    batch_reveal_weights(state, who, { netuid, uids_list, values_list, salts_list, version_keys }) {
      ensureSameLength(uids_list, values_list, salts_list, version_keys)
      ensureStake(state, who, netuid)
      // An empty batch, too, needs something to reveal.
      ensure(storage.WeightCommits.has(state, storageIndex(netuid, 0), who), errors.NoWeightsCommitFound)
      for (const [i, uids] of uids_list.entries()) {
        ensureRevealable(state, who, netuid, 0, {
          uids,
          values: values_list[i]!,
          salt: salts_list[i]!,
          versionKey: version_keys[i]!,
        })
      }
    },
    commit_timelocked_weights: ensureTimelockable,
    commit_timelocked_mechanism_weights: ensureTimelockable,
    commit_crv3_mechanism_weights: ensureTimelockable,
  },
)

function ensureStake(state: State, who: Hex, netuid: number): void {
  ensure(hasWeightStake(state, netuid, who), errors.NotEnoughStakeToSetWeights)
}

function ensureSameLength(first: readonly unknown[], ...others: readonly (readonly unknown[])[]): void {
  ensure(
    others.every((other) => other.length === first.length),
    errors.InputLengthsUnequal,
  )
}

function ensureRevealable(
  state: State,
  who: Hex,
  netuid: number,
  mecid: number,
  weights: CommittedWeights,
): void {
  const index = storageIndex(netuid, mecid)
  const hash = commitHash(who, index, weights)
  const commit = storage.WeightCommits.get(state, index, who)?.find(([known]) => known === hash)
  ensure(commit, errors.NoWeightsCommitFound)
  ensure(isRevealable(revealWindow(state, netuid), commit[1]), errors.RevealTooEarly)
}

/** A round that is already known would hide nothing. */
function ensureTimelockable(
  state: State,
  who: Hex,
  { netuid, reveal_round }: { readonly netuid: number; readonly reveal_round: bigint },
): void {
  ensureStake(state, who, netuid)
  const tooEarly: ModuleErrorDef = errors.InvalidRevealRound
  ensure(reveal_round >= drand.LastStoredRound.get(state), tooEarly)
}
