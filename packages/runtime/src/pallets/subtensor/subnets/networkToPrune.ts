import type { State } from "@taonet/frame/state"
import { saturatingAddU64 } from "@taonet/primitives/integers"
import { storage } from "../schema.ts"
import { currentBlock } from "./currentBlock.ts"
import { movingAlphaPrice } from "./prices.ts"
import { ordinaryNetuids } from "./subnets.ts"

/** Subnet that makes room for a new one: the cheapest past its immunity, then the oldest, then the first in storage order. */
export function getNetworkToPrune(state: State): number | undefined {
  const now = currentBlock(state)
  const immunity = storage.NetworkImmunityPeriod.get(state)
  let worst: { netuid: number; price: bigint; since: bigint } | undefined
  for (const netuid of ordinaryNetuids(state)) {
    const since = storage.NetworkRegisteredAt.get(state, netuid)
    if (now < saturatingAddU64(since, immunity)) continue
    const price = movingAlphaPrice(state, netuid)
    const isWorse = !worst || price < worst.price || (price === worst.price && since < worst.since)
    if (isWorse) worst = { netuid, price, since }
  }
  return worst?.netuid
}
