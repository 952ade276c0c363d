import { ensure, type ModuleErrorDef } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { uidOf } from "../pallets/subtensor/neurons/uids.ts"
import { type calls, errors, storage } from "../pallets/subtensor/schema.ts"
import { currentBlock } from "../pallets/subtensor/subnets/currentBlock.ts"
import { passesNetworkRateLimit } from "../pallets/subtensor/subnets/lockCost.ts"
import { passesWeightsRateLimit } from "../pallets/subtensor/weights/requirements.ts"
import { guardCalls } from "./guard.ts"

interface Target {
  readonly netuid: number
  readonly mecid?: number
}

/** Runs before single weight calls and network registration; batches are checked item by item in their bodies instead. */
export const checkRateLimits = guardCalls<typeof calls>(
  "SubtensorModule",
  { refTime: 20_000_000, proofSize: 4484, reads: 7, writes: 0 },
  {
    set_weights: ensureMaySet,
    set_mechanism_weights: ensureMaySet,
    commit_weights: ensureMayCommit,
    commit_mechanism_weights: ensureMayCommit,
    commit_timelocked_weights: ensureMayCommit,
    commit_timelocked_mechanism_weights: ensureMayCommit,
    commit_crv3_mechanism_weights: ensureMayCommit,
    register_network: (state) =>
      ensure(passesNetworkRateLimit(state, currentBlock(state)), errors.NetworkTxRateLimitExceeded),
  },
)

/** With commit-reveal on the call fails anyhow, and with its own error. */
function ensureMaySet(state: State, who: Hex, target: Target): void {
  if (storage.CommitRevealWeightsEnabled.get(state, target.netuid)) return
  ensureRate(state, who, target, errors.SettingWeightsTooFast)
}

function ensureMayCommit(state: State, who: Hex, target: Target): void {
  ensureRate(state, who, target, errors.CommittingWeightsTooFast)
}

/** Who has no uid passes: the body says so better. */
function ensureRate(state: State, who: Hex, { netuid, mecid = 0 }: Target, error: ModuleErrorDef): void {
  const uid = uidOf(state, netuid, who)
  if (uid !== undefined) ensure(passesWeightsRateLimit(state, netuid, mecid, uid), error)
}
