import type { State } from "@taonet/frame/state"
import { saturatingAddU64 } from "@taonet/primitives/integers"
import { mintAlpha, recycleAlpha } from "../../alphaAssets/issuance.ts"
import { alphaSplit } from "../math/alphaSplit.ts"
import { storage } from "../schema.ts"
import { currentRootProportion } from "./alphaIssuance.ts"
import { floorRao } from "./poolPhase.ts"
import type { EmissionPlan } from "./subnetEmission.ts"

/**
 * Creates the alpha that participants earn in this block and books it for the subnet's next epoch: owner, miners, validators, root. Root's part
 * is recycled while alpha is cheap. The root proportion is read after the pools have moved and this alpha is out.
 * Source: behaviour/coinbase.md section 6 step 4, alpha phase.
 */
export function accrueAlpha(state: State, { netuid, terms }: EmissionPlan, keepRoot: boolean): void {
  const created = floorRao(terms.alphaOut)
  storage.SubnetAlphaOutEmission.set(state, netuid, created)
  mintAlpha(state, netuid, created)
  add(state, storage.SubnetAlphaOut, netuid, created)

  const ownerCut = storage.OwnerCutEnabled.get(state, netuid) ? storage.SubnetOwnerCut.get(state) : undefined
  const split = alphaSplit({
    alphaOut: terms.alphaOut,
    ownerCut: ownerCut ?? 0,
    rootProportion: currentRootProportion(state, netuid),
  })
  if (ownerCut !== undefined) add(state, storage.PendingOwnerCut, netuid, split.owner)
  add(state, storage.PendingServerEmission, netuid, split.server)
  add(state, storage.PendingValidatorEmission, netuid, split.validator)
  if (keepRoot) add(state, storage.PendingRootAlphaDivs, netuid, split.root)
  else recycleAlpha(state, netuid, split.root)
}

function add(state: State, item: typeof storage.PendingServerEmission, netuid: number, rao: bigint): void {
  item.mutate(state, netuid, (total) => saturatingAddU64(total, rao))
}
