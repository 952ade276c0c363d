import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { type calls, errors, storage } from "../schema.ts"
import { applyWeights } from "../weights/applyWeights.ts"
import { runWeightsBatch } from "../weights/batch.ts"

/** Sets weights on mechanism 0 of several subnets; failed items do not stop the others. Source: behaviour/coinbase.md section 1. */
export const batchSetWeights: Handler<typeof calls.batch_set_weights> = (state, origin, args) => {
  const { netuids, weights, version_keys } = args
  const hotkey = ensureSigned(origin)
  ensure(
    netuids.length === weights.length && netuids.length === version_keys.length,
    errors.InputLengthsUnequal,
  )
  runWeightsBatch(state, hotkey, netuids, (netuid, i) => {
    ensure(!storage.CommitRevealWeightsEnabled.get(state, netuid), errors.CommitRevealEnabled)
    const row = weights[i]!
    applyWeights(state, hotkey, {
      netuid,
      mecid: 0,
      uids: row.map(([uid]) => uid),
      values: row.map(([, value]) => value),
      versionKey: version_keys[i]!,
    })
  })
}
