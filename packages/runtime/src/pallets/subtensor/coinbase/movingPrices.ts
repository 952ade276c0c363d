import type { State } from "@taonet/frame/state"
import { currentAlphaPrice } from "../../swap/pool.ts"
import { nextFastPrice, nextMovingPrice } from "../math/movingPrice.ts"
import { storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { ordinaryNetuids } from "../subnets/subnets.ts"
import { currentRootProportion } from "./alphaIssuance.ts"
import { emittingNetuids } from "./subnetEmission.ts"

/** After emission has used them: the next moving prices and root proportions of the emitting subnets. */
export function updateMovingPrices(state: State): void {
  const emitting = emittingNetuids(state, ordinaryNetuids(state))
  const block = Number(currentBlock(state))
  const movingAlpha = storage.SubnetMovingAlpha.get(state)
  for (const netuid of emitting) {
    const next = nextMovingPrice({
      movingAlpha,
      firstEmissionBlock: storage.FirstEmissionBlockNumber.get(state, netuid),
      block,
      halvingBlocks: storage.EMAPriceHalvingBlocks.get(state, netuid),
      spotPrice: currentAlphaPrice(state, netuid),
      movingPrice: storage.SubnetMovingPrice.get(state, netuid),
    })
    storage.SubnetMovingPrice.set(state, netuid, next)
    storage.SubnetFastMovingPrice.set(
      state,
      netuid,
      nextFastPrice(storage.SubnetFastMovingPrice.get(state, netuid), currentAlphaPrice(state, netuid)),
    )
  }
  for (const netuid of emitting) storage.RootProp.set(state, netuid, currentRootProportion(state, netuid))
}
