import type { Hex } from "@taonet/primitives/hex"
import { calls, storage } from "@taonet/runtime/pallets/subtensor/schema"
import type { SubnetPlan } from "../plan.ts"
import { createWeightsBook } from "../weightsBook.ts"
import type { Hands } from "./hands.ts"

/** Lets every validator set its first weights, as if an epoch had given it a permit. */
export function seedWeights(hands: Hands, subnet: SubnetPlan): void {
  const { state, keys } = hands
  const { netuid } = subnet
  const book = createWeightsBook(subnet)
  const setters = subnet.neurons.filter(({ weights }) => weights !== undefined)
  if (setters.length === 0) return
  const setsWeights = new Set(setters.map(({ uid }) => uid))
  storage.ValidatorPermit.mutate(state, netuid, (permits) =>
    permits.map((has, uid) => has || setsWeights.has(uid)),
  )
  const had = storage.CommitRevealWeightsEnabled.has(state, netuid)
  const before = storage.CommitRevealWeightsEnabled.get(state, netuid)
  storage.CommitRevealWeightsEnabled.set(state, netuid, false)
  for (const { uid, name, weights } of setters) {
    if (weights === undefined) continue
    const hotkey: Hex = keys.hotkey(name)
    const rows = book.rowsAt(uid, 0)
    hands.call(
      weights.at,
      hotkey,
      calls.set_weights.make({
        netuid,
        dests: rows.map(([target]) => target),
        weights: rows.map(([, weight]) => weight),
        version_key: storage.WeightsVersionKey.get(state, netuid),
      }),
    )
  }
  if (had) storage.CommitRevealWeightsEnabled.set(state, netuid, before)
  else storage.CommitRevealWeightsEnabled.delete(state, netuid)
}
