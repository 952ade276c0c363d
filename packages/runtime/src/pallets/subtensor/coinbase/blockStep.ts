import type { State } from "@taonet/frame/state"
import { thesisRule } from "../../../specs/thesisRules.ts"
import { flushNextBasket } from "../baskets/deposits.ts"
import { adjustDifficulties } from "../pow/difficulty.ts"
import { updateRegistrationBurns } from "../registration/burns.ts"
import { mintTao } from "../staking/tao.ts"
import { emissionOf } from "../thesis/emission.ts"
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
  const work = thesisRule(state, "Thesis.Work")
  if (work) adjustDifficulties(state, work)
  const minted = mintTao(state, emissionOf(state, block))
  revealTimelockedWeights(state, openTimelock)
  runCoinbase(state, minted)
  flushNextBasket(state)
  updateMovingPrices(state)
  applyPendingChildren(state, block)
  indexRootColdkeys(state)
}
