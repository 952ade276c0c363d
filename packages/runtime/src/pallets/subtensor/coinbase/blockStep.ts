import type { State } from "@taonet/frame/state"
import { flushNextBasket } from "../baskets/deposits.ts"
import { blockEmission } from "../math/blockEmission.ts"
import { updateRegistrationBurns } from "../registration/burns.ts"
import { storage } from "../schema.ts"
import { mintTao } from "../staking/tao.ts"
import { revealTimelockedWeights, type TimelockOpener } from "../weights/timelocked.ts"
import { updateMovingPrices } from "./movingPrices.ts"
import { applyPendingChildren } from "./pendingChildren.ts"
import { indexRootColdkeys } from "./rootColdkeys.ts"
import { runCoinbase } from "./runCoinbase.ts"

/**
 * What the pallet does in every block, in the reference's order: registration prices, mint, timelocked reveals, coinbase, one basket's
 * queued deposits, moving prices.
 * Source: behaviour/coinbase.md section 5.
 */
export function runBlockStep(state: State, block: number, openTimelock: TimelockOpener | undefined): void {
  updateRegistrationBurns(state, block)
  const minted = mintTao(state, blockEmission(storage.TotalIssuance.get(state)))
  revealTimelockedWeights(state, openTimelock)
  runCoinbase(state, minted)
  flushNextBasket(state)
  updateMovingPrices(state)
  applyPendingChildren(state, block)
  indexRootColdkeys(state)
}
