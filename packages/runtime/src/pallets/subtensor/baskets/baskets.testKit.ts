/** For tests of baskets: a root validator with stakers, and subnets whose alpha its dividends come from. */
import type { State } from "@taonet/frame/state"
import { I96F32, U64F64 } from "@taonet/primitives/fixed/formats"
import { currentAlphaPrice, MAX_PRICE_RAO } from "../../swap/pool.ts"
import { bob, hotA, openBooks, TAO } from "../staking/books.testKit.ts"
import { stakeIntoSubnet } from "../staking/swapping.ts"
import { storage } from "../storage.ts"
import { allNetuids } from "../subnets/subnets.ts"
import { advanceIndexSweep } from "./indexSweep.ts"

/** Hotkey A on root with 10 TAO of Bob's; subnets 1 and 2 at 0.5 and 2 TAO per alpha, each with 100 alpha that nobody holds yet. */
export function openBaskets(): State {
  const state = openBooks([
    { netuid: 1, tao: 1000n * TAO, alpha: 2000n * TAO },
    { netuid: 2, tao: 1000n * TAO, alpha: 500n * TAO },
  ])
  storage.Uids.set(state, 0, hotA, 0)
  for (const netuid of [1, 2]) storage.SubnetAlphaOut.set(state, netuid, 100n * TAO)
  stakeIntoSubnet(state, hotA, bob, 0, 10n * TAO, { limitPrice: MAX_PRICE_RAO })
  advanceIndexSweep(state)
  state.events.length = 0
  return state
}

/** Lets the slow and the fast price be what the pool says. */
export function settlePrices(state: State): void {
  for (const netuid of allNetuids(state)) {
    const spot = currentAlphaPrice(state, netuid)
    storage.SubnetMovingPrice.set(state, netuid, I96F32.saturatingFrom(U64F64, spot))
    storage.SubnetFastMovingPrice.set(state, netuid, spot)
  }
}

export const queue = (state: State, netuid: number, alpha: bigint): void =>
  storage.PendingBasketDeposits.set(state, hotA, netuid, alpha)
