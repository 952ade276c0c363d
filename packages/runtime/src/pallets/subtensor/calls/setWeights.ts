import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { type calls, errors, storage } from "../schema.ts"
import { applyWeights } from "../weights/applyWeights.ts"

/** Sets the signing hotkey's weights on mechanism 0. Source: behaviour/coinbase.md section 1. */
export const setWeights: Handler<typeof calls.set_weights> = (state, origin, args) => {
  const { netuid, dests, weights, version_key } = args
  ensure(!storage.CommitRevealWeightsEnabled.get(state, netuid), errors.CommitRevealEnabled)
  const hotkey = ensureSigned(origin)
  applyWeights(state, hotkey, { netuid, mecid: 0, uids: dests, values: weights, versionKey: version_key })
}
