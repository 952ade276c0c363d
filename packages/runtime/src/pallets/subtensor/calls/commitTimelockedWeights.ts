import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../schema.ts"
import { commitTimelockedWeights as commitTimelocked } from "../weights/commit.ts"

/** Commits encrypted weights on mechanism 0, which the chain reveals by itself. Source: behaviour/coinbase.md section 3. */
export const commitTimelockedWeights: Handler<typeof calls.commit_timelocked_weights> = (
  state,
  origin,
  { netuid, commit, reveal_round, commit_reveal_version },
) =>
  commitTimelocked(state, ensureSigned(origin), {
    netuid,
    mecid: 0,
    commit,
    revealRound: reveal_round,
    version: commit_reveal_version,
  })
