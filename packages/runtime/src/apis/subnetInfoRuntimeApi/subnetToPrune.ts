import type { State } from "@taonet/frame/state"
import { saturatingAddU64 } from "@taonet/primitives/integers"
import { storage } from "../../pallets/subtensor/storage.ts"
import { currentBlock } from "../../pallets/subtensor/subnets/currentBlock.ts"
import { allNetuids, ROOT_NETUID } from "../../pallets/subtensor/subnets/subnets.ts"
import { movingPrice } from "../shared/price.ts"

/**
 * `get_subnet_to_prune`: of the subnets past their immunity the one with the lowest moving price, the older one of equal prices.
 * Whether a subnet has to go at all is not asked.
 */
export function subnetToPrune(state: State): number | undefined {
  const block = currentBlock(state)
  const immunity = storage.NetworkImmunityPeriod.get(state)
  let lowest: { netuid: number; price: bigint; registeredAt: bigint } | undefined
  for (const netuid of allNetuids(state)) {
    const registeredAt = storage.NetworkRegisteredAt.get(state, netuid)
    if (netuid === ROOT_NETUID || block < saturatingAddU64(registeredAt, immunity)) continue
    const price = movingPrice(state, netuid)
    if (!lowest || price < lowest.price || (price === lowest.price && registeredAt < lowest.registeredAt))
      lowest = { netuid, price, registeredAt }
  }
  return lowest?.netuid
}
