import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../schema.ts"
import { commitTimelockedWeights } from "../weights/commit.ts"

/** Commits encrypted weights on one mechanism, which the chain reveals by itself. Source: behaviour/coinbase.md section 3. */
export const commitTimelockedMechanismWeights: Handler<typeof calls.commit_timelocked_mechanism_weights> = (
  state,
  origin,
  { netuid, mecid, commit, reveal_round, commit_reveal_version },
) =>
  commitTimelockedWeights(state, ensureSigned(origin), {
    netuid,
    mecid,
    commit,
    revealRound: reveal_round,
    version: commit_reveal_version,
  })
