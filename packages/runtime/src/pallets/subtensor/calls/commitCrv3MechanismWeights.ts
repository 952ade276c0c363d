import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../schema.ts"
import { commitTimelockedWeights } from "../weights/commit.ts"

/** The version that this call, which does not carry one, stands for. */
const impliedVersion = 4

/** `commit_timelocked_mechanism_weights` of older clients. Source: behaviour/coinbase.md section 3. */
export const commitCrv3MechanismWeights: Handler<typeof calls.commit_crv3_mechanism_weights> = (
  state,
  origin,
  { netuid, mecid, commit, reveal_round },
) =>
  commitTimelockedWeights(state, ensureSigned(origin), {
    netuid,
    mecid,
    commit,
    revealRound: reveal_round,
    version: impliedVersion,
  })
