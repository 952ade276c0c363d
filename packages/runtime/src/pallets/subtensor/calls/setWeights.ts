import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { thesisRule } from "../../../specs/thesisRules.ts"
import { type calls, errors, storage } from "../schema.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import { setRootWeights } from "../thesis/rootWeights.ts"
import { applyWeights } from "../weights/applyWeights.ts"

/**
 * Sets the signing hotkey's weights on mechanism 0. Source: behaviour/coinbase.md section 1. On root, where 461 refuses, they divide the emission
 * if the chain says so (rule `Thesis.RootWeights`).
 */
export const setWeights: Handler<typeof calls.set_weights> = (state, origin, args) => {
  const { netuid, dests, weights, version_key } = args
  if (netuid === ROOT_NETUID && thesisRule(state, "Thesis.RootWeights"))
    return setRootWeights(state, ensureSigned(origin), dests, weights)
  ensure(!storage.CommitRevealWeightsEnabled.get(state, netuid), errors.CommitRevealEnabled)
  const hotkey = ensureSigned(origin)
  applyWeights(state, hotkey, { netuid, mecid: 0, uids: dests, values: weights, versionKey: version_key })
}
