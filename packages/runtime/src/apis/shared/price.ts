import type { State } from "@taonet/frame/state"
import { I96F32, U64F64 } from "@taonet/primitives/fixed/formats"
import { storage } from "../../pallets/subtensor/storage.ts"
import { ROOT_NETUID } from "../../pallets/subtensor/subnets/subnets.ts"
import { isDynamic } from "../../pallets/swap/pool.ts"

/** Smoothed price in TAO per alpha, U64F64 bits: 1 on root and outside the market, never negative. */
export function movingPrice(state: State, netuid: number): bigint {
  if (netuid === ROOT_NETUID || !isDynamic(state, netuid)) return U64F64.ONE
  return U64F64.saturatingFrom(I96F32, storage.SubnetMovingPrice.get(state, netuid))
}
