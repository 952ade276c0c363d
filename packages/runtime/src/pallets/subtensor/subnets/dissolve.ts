import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { saturatingAddU64, saturatingSubU16, saturatingSubU64, U64_MAX } from "@taonet/primitives/integers"
import type { Reserves } from "../../swap/math/balancer.ts"
import { isDynamic, poolReserves } from "../../swap/pool.ts"
import { adjustProtocolLiquidity, protocolReservoirs } from "../../swap/protocolLiquidity.ts"
import { storage as swap } from "../../swap/storage.ts"
import { errors, events, storage } from "../schema.ts"
import { changeReserve } from "../staking/swapping.ts"
import { ROOT_NETUID, subnetExists } from "./subnets.ts"

/**
 * Removes a subnet at once from all that asks whether it exists; what it holds is paid out by the cleanup at the end of this
 * or a later block. Raises SubnetNotExists, NetworkDissolveAlreadyQueued, Overflow.
 */
export function dissolveNetwork(state: State, netuid: number): void {
  ensure(subnetExists(state, netuid) && netuid !== ROOT_NETUID, errors.SubnetNotExists)
  const queue = storage.DissolveCleanupQueue.get(state)
  ensure(!queue.includes(netuid), errors.NetworkDissolveAlreadyQueued)
  takeInReservoirs(state, netuid)
  storage.NetworksAdded.delete(state, netuid)
  storage.TotalNetworks.mutate(state, (count) => saturatingSubU16(count, 1))
  storage.TotalStake.mutate(state, (total) => saturatingSubU64(total, storage.SubnetTAO.get(state, netuid)))
  storage.DissolveCleanupQueue.set(state, [...queue, netuid])
  events.NetworkRemoved.deposit(state, netuid)
}

/** What emission had put aside belongs to the pool that is divided. */
function takeInReservoirs(state: State, netuid: number): void {
  const waiting = protocolReservoirs(state, netuid)
  const pool = poolReserves(state, netuid)
  const fits = [
    pool.tao + waiting.tao,
    pool.alpha + waiting.alpha,
    storage.TotalStake.get(state) + waiting.tao,
  ].every((sum) => sum <= U64_MAX)
  ensure(fits, errors.Overflow)
  const isTradable =
    isDynamic(state, netuid) && pool.tao + waiting.tao > 0n && pool.alpha + waiting.alpha > 0n
  const added = isTradable
    ? adjustProtocolLiquidity(state, netuid, { tao: 0n, alpha: 0n })
    : clearReservoirs(state, netuid, waiting)
  changeReserve(state, storage.SubnetTAO, netuid, added.tao)
  changeReserve(state, storage.SubnetAlphaIn, netuid, added.alpha)
  if (added.tao > 0n) storage.TotalStake.mutate(state, (total) => saturatingAddU64(total, added.tao))
}

function clearReservoirs(state: State, netuid: number, waiting: Reserves): Reserves {
  swap.BalancerTaoReservoir.delete(state, netuid)
  swap.BalancerAlphaReservoir.delete(state, netuid)
  return waiting
}
