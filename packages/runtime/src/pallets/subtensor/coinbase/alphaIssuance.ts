import type { State } from "@taonet/frame/state"
import { protocolReservoirs } from "../../swap/protocolLiquidity.ts"
import { rootProportion } from "../math/rootProportion.ts"
import { storage } from "../schema.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"

/** Alpha of a subnet that exists, rao: in the pool, outside it, and what waits to enter the pool. Its emission curve runs on this. */
export function alphaIssuance(state: State, netuid: number): bigint {
  return (
    storage.SubnetAlphaIn.get(state, netuid) +
    storage.SubnetAlphaOut.get(state, netuid) +
    protocolReservoirs(state, netuid).alpha
  )
}

/** Share of a subnet's stake weight that stands on root now, U96F32 bits. */
export function currentRootProportion(state: State, netuid: number): bigint {
  return rootProportion(
    storage.SubnetTAO.get(state, ROOT_NETUID),
    storage.TaoWeight.get(state),
    alphaIssuance(state, netuid),
  )
}
