import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../schema.ts"
import { commitHashedWeights } from "../weights/commit.ts"

/** Commits to weights on mechanism 0 by their hash. Source: behaviour/coinbase.md section 2. */
export const commitWeights: Handler<typeof calls.commit_weights> = (state, origin, args) => {
  commitHashedWeights(state, ensureSigned(origin), { netuid: args.netuid, mecid: 0, hash: args.commit_hash })
}
