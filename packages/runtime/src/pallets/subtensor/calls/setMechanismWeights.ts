import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { type calls, errors, storage } from "../schema.ts"
import { applyWeights } from "../weights/applyWeights.ts"

/** Sets the signing hotkey's weights on one mechanism. Source: behaviour/coinbase.md section 1. */
export const setMechanismWeights: Handler<typeof calls.set_mechanism_weights> = (state, origin, args) => {
  const { netuid, mecid, dests, weights, version_key } = args
  ensure(!storage.CommitRevealWeightsEnabled.get(state, netuid), errors.CommitRevealEnabled)
  const hotkey = ensureSigned(origin)
  applyWeights(state, hotkey, { netuid, mecid, uids: dests, values: weights, versionKey: version_key })
}
