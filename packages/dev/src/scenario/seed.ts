import type { Runtime } from "@taonet/frame/runtime"
import type { State } from "@taonet/frame/state"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import type { Changes } from "@taonet/state/types"
import { createKeys } from "./keys.ts"
import type { Scenario } from "./plan.ts"
import { createHands } from "./seeding/hands.ts"
import { createSubnets, fillSubnet, kept, seedRoot } from "./seeding/subnets.ts"
import { seedWeights } from "./seeding/weights.ts"

/**
 * The genesis of a network with everything of the scenario but its history. Nearly all of it is done by the calls that people would make, with
 * the limits on their pace put aside, so that pools, books and indexes are as the chain itself would have left them.
 * Throws ScenarioError, which names the line whose call the chain refused.
 */
export function seededGenesis(runtime: Runtime, scenario: Scenario): Changes {
  const genesis = runtime.genesis()
  const state = runtime.open(createOverlay(createMemoryStore(genesis)))
  const hands = createHands(state, scenario, createKeys(scenario.keys))
  const restore = putLimitsAside(state, scenario)
  createSubnets(hands, scenario.subnets)
  for (const subnet of scenario.subnets) fillSubnet(hands, subnet)
  if (scenario.root.length > 0) seedRoot(hands, scenario.root)
  // Weights over a neuron count from the block after its registration, so these are block 1's.
  system.Number.set(state, 1)
  for (const subnet of scenario.subnets) seedWeights(hands, subnet)
  system.Number.set(state, 0)
  restore()
  for (const { at, name, value } of scenario.hyperparameters) hands.setting(at, undefined, name, value)
  for (const call of scenario.calls) hands.callByName(call)
  hands.settleBalances()
  hands.writeStorage()
  return merged(genesis, state)
}

/** The same runtime for a chain that starts with this genesis. */
export const withGenesis = (runtime: Runtime, genesis: Changes): Runtime => ({
  ...runtime,
  genesis: () => genesis,
})

/** What the genesis must hold beyond the least for so many subnets, and how fast people may act. Returns what puts it back. */
function putLimitsAside(state: State, { subnets }: Scenario): () => void {
  const room = subtensor.SubnetLimit.get(state)
  const wanted = subnets.length + 1
  if (wanted > room) subtensor.SubnetLimit.set(state, wanted)
  const items = [subtensor.NetworkRateLimit, subtensor.StartCallDelay, subtensor.StakeThreshold]
  const restore = kept(state, items)
  for (const item of items) item.set(state, 0n)
  return restore
}

function merged(genesis: Changes, state: State): Changes {
  const all = new Map(genesis)
  for (const [key, value] of state.changes()) {
    if (value === undefined) all.delete(key)
    else all.set(key, value)
  }
  return all
}
