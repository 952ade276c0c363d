import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { type calls, errors } from "../schema.ts"
import { runWeightsBatch } from "../weights/batch.ts"
import { commitHashedWeights } from "../weights/commit.ts"

/** Commits hashes on mechanism 0 of several subnets; failed items do not stop the others. Source: behaviour/coinbase.md section 2. */
export const batchCommitWeights: Handler<typeof calls.batch_commit_weights> = (state, origin, args) => {
  const { netuids, commit_hashes } = args
  const hotkey = ensureSigned(origin)
  ensure(netuids.length === commit_hashes.length, errors.InputLengthsUnequal)
  runWeightsBatch(state, hotkey, netuids, (netuid, i) => {
    commitHashedWeights(state, hotkey, { netuid, mecid: 0, hash: commit_hashes[i]! })
  })
}
