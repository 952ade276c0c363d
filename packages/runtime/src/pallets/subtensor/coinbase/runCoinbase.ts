import type { State } from "@taonet/frame/state"
import { thesisRule } from "../../../specs/thesisRules.ts"
import { runSubnetEpoch } from "../epoch/runSubnetEpoch.ts"
import { updateVotingPower } from "../epoch/votingPower.ts"
import { storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { ordinaryNetuids } from "../subnets/subnets.ts"
import { emitStable, firstDivision, settleSurplus } from "../thesis/stableEmission.ts"
import { accrueAlpha } from "./alphaPhase.ts"
import { divideEmission } from "./divide.ts"
import { drainPendingEmission, type PendingAlpha } from "./drainPending.ts"
import { payMiners } from "./payMiners.ts"
import { payOwnerCut } from "./payOwner.ts"
import { payValidators } from "./payValidators.ts"
import { injectIntoPools } from "./poolPhase.ts"
import { emittingNetuids, keepsRootAlpha, planEmission } from "./subnetEmission.ts"

/**
 * Hands out a block's minted TAO (rao): pools and pending alpha first, then the epochs that are due. Minted TAO that no subnet takes does not
 * stay: before the first subnet starts, issuance does not grow. Source: behaviour/coinbase.md section 6.
 */
export function runCoinbase(state: State, minted: bigint): void {
  storage.SubnetRootSellTao.clear(state)
  const netuids = ordinaryNetuids(state)
  const stable = thesisRule(state, "Thesis.RootWeights") === true
  const emitting = emittingNetuids(state, netuids)
  if (stable) emitStable(state, emitting, minted)
  else emitIntoPools(state, emitting, minted)

  for (const [netuid, pending] of drainPendingEmission(state, netuids)) {
    distributeEmission(state, netuid, pending)
    if (stable) settleSurplus(state, netuid)
    storage.LastMechansimStepBlock.set(state, netuid, currentBlock(state))
  }
}

function emitIntoPools(state: State, emitting: readonly number[], minted: bigint): void {
  const plans = planEmission(state, emitting, minted)
  const keepRoot = keepsRootAlpha(state, emitting)
  injectIntoPools(state, plans, minted)
  for (const plan of plans) accrueAlpha(state, plan, keepRoot)
}

/** One subnet's epoch and its payment. Source: behaviour/coinbase.md section 7. */
export function distributeEmission(state: State, netuid: number, pending: PendingAlpha): void {
  const epoch = runSubnetEpoch(state, netuid, pending.server + pending.validator + pending.root)
  updateVotingPower(state, netuid, epoch)
  const first = thesisRule(state, "Thesis.RootWeights") ? firstDivision(state, netuid, pending) : undefined
  const division = first ?? divideEmission(state, netuid, epoch, pending)
  payOwnerCut(state, netuid, pending.ownerCut)
  payMiners(state, netuid, division.incentives)
  payValidators(state, netuid, division.dividends)
}
