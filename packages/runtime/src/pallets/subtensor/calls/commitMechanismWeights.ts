import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../schema.ts"
import { commitHashedWeights } from "../weights/commit.ts"

/** Commits to weights on one mechanism by their hash. Source: behaviour/coinbase.md section 2. */
export const commitMechanismWeights: Handler<typeof calls.commit_mechanism_weights> = (
  state,
  origin,
  { netuid, mecid, commit_hash },
) => commitHashedWeights(state, ensureSigned(origin), { netuid, mecid, hash: commit_hash })
