import type { State } from "@taonet/frame/state"
import { emittingNetuids } from "../../pallets/subtensor/coinbase/subnetEmission.ts"
import { storage } from "../../pallets/subtensor/schema.ts"
import { ordinaryNetuids } from "../../pallets/subtensor/subnets/subnets.ts"
import { quoteWeightAfter } from "../../pallets/swap/math/adjustLiquidity.ts"
import { DEFAULT_QUOTE_WEIGHT, isValidQuoteWeight, MAX_PRICE } from "../../pallets/swap/math/balancer.ts"
import { swapStep } from "../../pallets/swap/math/swapStep.ts"
import { poolReserves, quoteWeight } from "../../pallets/swap/pool.ts"
import { storage as swap } from "../../pallets/swap/schema.ts"
import type { OldRule } from "../context.ts"

/**
 * What a block injects into a pool: 425 sets the new weight, buys with the excess on the old reserves, then raises the reserves; 461 buys
 * first and sets the weight last.
 */
export const weightBeforeBuy: OldRule = (state, { before }) => {
  let changed = false
  for (const netuid of emittingNetuids(before, ordinaryNetuids(before))) {
    if (reweigh(state, before, netuid)) changed = true
  }
  return changed
}

function reweigh(state: State, before: State, netuid: number): boolean {
  const reserves = poolReserves(before, netuid)
  const excess = storage.SubnetExcessTao.get(state, netuid)
  const weight = quoteWeightAfter(reserves, quoteWeight(before, netuid), {
    tao: storage.SubnetTaoInEmission.get(state, netuid),
    alpha: storage.SubnetAlphaInEmission.get(state, netuid),
  })
  if (excess === 0n || !isValidQuoteWeight(weight)) return false
  // The first buy of all sets the pool up anew, with even weights.
  const quote = swap.PalSwapInitialized.get(before, netuid) ? weight : DEFAULT_QUOTE_WEIGHT
  swap.SwapBalancer.set(state, netuid, { quote })
  const order = {
    side: "buy",
    amount: excess,
    reserves,
    quoteWeight: quote,
    feeRate: 0,
    dropFees: true,
  } as const
  const filled = swapStep({ ...order, limitPrice: MAX_PRICE })
  const bought =
    storage.SubnetProtocolAlpha.get(state, netuid) - storage.SubnetProtocolAlpha.get(before, netuid)
  if ("error" in filled || filled.paidOut === bought) return true
  const more = filled.paidOut - bought
  storage.SubnetAlphaIn.mutate(state, netuid, (alpha) => alpha - more)
  storage.SubnetAlphaOut.mutate(state, netuid, (alpha) => alpha + more)
  storage.SubnetProtocolAlpha.mutate(state, netuid, (alpha) => alpha + more)
  return true
}
