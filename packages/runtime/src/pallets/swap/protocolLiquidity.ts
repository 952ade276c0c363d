import type { State } from "@taonet/frame/state"
import { storage as subtensor } from "../subtensor/storage.ts"
import { adjustLiquidity } from "./math/adjustLiquidity.ts"
import type { Reserves } from "./math/balancer.ts"
import { poolReserves, quoteWeight } from "./pool.ts"
import { storage } from "./storage.ts"

/**
 * Emission that enters a pool without moving its price: returns what the caller adds to the reserves now, which may contain
 * amounts that waited. What would push a weight below 1 % waits in the reservoirs. Both are written even when empty.
 */
export function adjustProtocolLiquidity(state: State, netuid: number, delta: Reserves): Reserves {
  const before = quoteWeight(state, netuid)
  const injected = adjustLiquidity({
    reserves: poolReserves(state, netuid),
    quoteWeight: before,
    reservoirs: protocolReservoirs(state, netuid),
    delta,
  })
  const { active, reservoirs } = injected
  const refused = active.tao === 0n && active.alpha === 0n && (reservoirs.tao > 0n || reservoirs.alpha > 0n)
  if (!refused) storage.SwapBalancer.set(state, netuid, { quote: injected.quoteWeight })
  storage.BalancerTaoReservoir.set(state, netuid, reservoirs.tao)
  storage.BalancerAlphaReservoir.set(state, netuid, reservoirs.alpha)
  return active
}

/** Liquidity that the protocol has added and that is not part of the price yet. */
export function protocolReservoirs(state: State, netuid: number): Reserves {
  return {
    tao: storage.BalancerTaoReservoir.get(state, netuid),
    alpha: storage.BalancerAlphaReservoir.get(state, netuid),
  }
}

/** Forgets the pool of a subnet that is dissolved: reserves, reservoirs, weight and fee rate. */
export function clearPool(state: State, netuid: number): void {
  storage.BalancerTaoReservoir.delete(state, netuid)
  storage.BalancerAlphaReservoir.delete(state, netuid)
  const { tao, alpha } = poolReserves(state, netuid)
  if (tao > 0n) subtensor.SubnetTAO.set(state, netuid, 0n)
  if (alpha > 0n) subtensor.SubnetAlphaIn.set(state, netuid, 0n)
  storage.PalSwapInitialized.delete(state, netuid)
  storage.FeeRate.delete(state, netuid)
  storage.SwapBalancer.delete(state, netuid)
}
