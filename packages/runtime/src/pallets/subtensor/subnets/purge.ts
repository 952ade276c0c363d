import type { State } from "@taonet/frame/state"
import { purgeSubnetCommitments } from "../../commitments/purge.ts"
import { clearPool } from "../../swap/protocolLiquidity.ts"
import { mechanismIndices } from "../neurons/storageIndex.ts"
import { neuronsOf } from "../neurons/uids.ts"
import { events, storage } from "../schema.ts"
import { holdersOf } from "./settlement.ts"
import { ROOT_NETUID } from "./subnets.ts"

interface BySubnet {
  delete(state: State, netuid: number): void
}
interface RowsOfSubnet {
  clear(state: State, netuid: number): number
}
interface RowsOfKey {
  keys(state: State): Iterable<readonly [string, number, ...unknown[]]>
  delete(state: State, ...key: never): void
}

/** One value a subnet. */
export const VALUES: readonly BySubnet[] = [
  storage.SubnetOwner,
  storage.SubnetOwnerHotkey,
  storage.SubnetworkN,
  storage.NetworkRegisteredAt,
  storage.Active,
  storage.Emission,
  storage.Consensus,
  storage.Dividends,
  storage.ValidatorPermit,
  storage.ValidatorTrust,
  storage.StakeWeight,
  storage.LoadedEmission,
  storage.Tempo,
  storage.LastEpochBlock,
  storage.PendingEpochAt,
  storage.SubnetEpochIndex,
  storage.ActivityCutoffFactorMilli,
  storage.BlocksSinceLastStep,
  storage.LastMechansimStepBlock,
  storage.LastAdjustmentBlock,
  storage.Kappa,
  storage.Rho,
  storage.AlphaSigmoidSteepness,
  storage.Difficulty,
  storage.MinDifficulty,
  storage.MaxDifficulty,
  storage.MaxAllowedUids,
  storage.ImmunityPeriod,
  storage.ImmuneOwnerUidsLimit,
  storage.ActivityCutoff,
  storage.MinAllowedWeights,
  storage.MaxAllowedValidators,
  storage.WeightsVersionKey,
  storage.WeightsSetRateLimit,
  storage.ServingRateLimit,
  storage.CommitRevealWeightsEnabled,
  storage.RevealPeriodEpochs,
  storage.BondsMovingAverage,
  storage.BondsPenalty,
  storage.BondsResetOn,
  storage.LiquidAlphaOn,
  storage.LiquidAlphaConsensusMode,
  storage.AlphaValues,
  storage.Yuma3On,
  storage.ValidatorPruneLen,
  storage.ScalingLawPower,
  storage.NetworkRegistrationAllowed,
  storage.NetworkPowRegistrationAllowed,
  storage.RegistrationsThisBlock,
  storage.RegistrationsThisInterval,
  storage.POWRegistrationsThisInterval,
  storage.BurnRegistrationsThisInterval,
  storage.TargetRegistrationsPerInterval,
  storage.MaxRegistrationsPerBlock,
  storage.Burn,
  storage.MinBurn,
  storage.MaxBurn,
  storage.BurnHalfLife,
  storage.BurnIncreaseMult,
  storage.CollateralLockShare,
  storage.CollateralDrainRatio,
  storage.RAORecycledForRegistration,
  storage.SubnetMechanism,
  storage.SubnetAlphaInEmission,
  storage.SubnetAlphaOutEmission,
  storage.SubnetTaoInEmission,
  storage.SubnetExcessTao,
  storage.SubnetRootSellTao,
  storage.SubnetVolume,
  storage.SubnetMovingPrice,
  storage.EMAPriceHalvingBlocks,
  storage.SubnetTaoFlow,
  storage.SubnetEmaTaoFlow,
  storage.SubnetProtocolFlow,
  storage.SubnetEmaProtocolFlow,
  storage.PendingServerEmission,
  storage.PendingValidatorEmission,
  storage.PendingRootAlphaDivs,
  storage.PendingOwnerCut,
  storage.MinerBurned,
  storage.OwnerCutAutoLockEnabled,
  storage.OwnerLock,
  storage.DecayingOwnerLock,
  storage.TransferToggle,
  storage.SubtokenEnabled,
  storage.FirstEmissionBlockNumber,
  storage.SubnetLocked,
  storage.LargestLocked,
  storage.TokenSymbol,
  storage.TotalAlphaStaked,
  storage.TotalVotingPower,
  storage.VotingPowerTrackingEnabled,
  storage.VotingPowerDisableAtBlock,
  storage.VotingPowerEmaAlpha,
]

/** Many rows a subnet, under its id. */
export const MAPS: readonly RowsOfSubnet[] = [
  storage.RootClaimed,
  storage.Keys,
  storage.Uids,
  storage.BlockAtRegistration,
  storage.Axons,
  storage.NeuronCertificates,
  storage.Prometheus,
  storage.AlphaDividendsPerSubnet,
  storage.PendingChildKeys,
  storage.AssociatedEvmAddress,
  storage.AssociatedUidsByEvmAddress,
  storage.HotkeyLock,
  storage.DecayingHotkeyLock,
  storage.LockingColdkeys,
  storage.MinerCollateral,
  storage.ColdkeyMinerCollateral,
  storage.ColdkeyCollateralHotkeys,
  storage.VotingPower,
  storage.LastHotkeySwapOnNetuid,
  storage.HotkeySuccessor,
  storage.HotkeyRoot,
]

/** Rows under a key and then the subnet. */
export const BY_KEY: readonly RowsOfKey[] = [
  storage.ChildkeyTake,
  storage.ChildKeys,
  storage.ParentKeys,
  storage.LastHotkeyEmissionOnNetuid,
  storage.TotalHotkeyAlphaLastEpoch,
  storage.TransactionKeyLastBlock,
  storage.Lock,
  storage.DecayingLock,
  // Nobody is left to whom the queued alpha could go; the counters that would book it go too.
  storage.PendingBasketDeposits,
]

/** Removes the shares and totals of all stake on the subnet. */
export function purgeStake(state: State, netuid: number): void {
  const hotkeys = [...storage.TotalHotkeyAlpha.keys(state)].filter(([, on]) => on === netuid)
  for (const [hotkey] of hotkeys) {
    for (const coldkey of holdersOf(state, hotkey, netuid)) {
      storage.Alpha.delete(state, hotkey, coldkey, netuid)
      storage.AlphaV2.delete(state, hotkey, coldkey, netuid)
      storage.AlphaShareEpoch.delete(state, hotkey, coldkey, netuid)
    }
    storage.TotalHotkeyAlpha.delete(state, hotkey, netuid)
    storage.TotalHotkeyShares.delete(state, hotkey, netuid)
    storage.TotalHotkeySharesV2.delete(state, hotkey, netuid)
  }
}

/** Removes all else that is stored of the subnet; what survives into the next one with its id is listed in purge.test.ts. */
export function purgeSubnet(state: State, netuid: number): void {
  clearPool(state, netuid)
  purgeSubnetCommitments(state, netuid)
  purgeClaimable(state, netuid)
  purgeMechanisms(state, netuid)
  clearRootWeightsOn(state, netuid)
  purgeLease(state, netuid)
  for (const { hotkey } of neuronsOf(state, netuid)) storage.IsNetworkMember.delete(state, hotkey, netuid)
  for (const map of BY_KEY) {
    const keys = [...map.keys(state)].filter(([, on]) => on === netuid)
    for (const key of keys) map.delete(state, ...(key as unknown as never))
  }
  if (storage.SubnetIdentitiesV3.has(state, netuid)) {
    storage.SubnetIdentitiesV3.delete(state, netuid)
    events.SubnetIdentityRemoved.deposit(state, netuid)
  }
  for (const value of VALUES) value.delete(state, netuid)
  for (const map of MAPS) map.clear(state, netuid)
}

function purgeMechanisms(state: State, netuid: number): void {
  for (const index of mechanismIndices(state, netuid)) {
    storage.LastUpdate.delete(state, index)
    storage.Incentive.delete(state, index)
    storage.ConsensusByMechanism.delete(state, index)
    storage.WeightCommits.clear(state, index)
    storage.TimelockedWeightCommits.clear(state, index)
    storage.CRV3WeightCommits.clear(state, index)
    storage.CRV3WeightCommitsV2.clear(state, index)
    storage.Bonds.clear(state, index)
    storage.Weights.clear(state, index)
  }
  storage.MechanismCountCurrent.delete(state, netuid)
  storage.MechanismEmissionSplit.delete(state, netuid)
}

function purgeLease(state: State, netuid: number): void {
  const lease = storage.SubnetUidToLeaseId.get(state, netuid)
  if (lease === undefined) return
  storage.SubnetLeaseShares.clear(state, lease)
  storage.SubnetLeases.delete(state, lease)
  storage.AccumulatedLeaseDividends.delete(state, lease)
  storage.SubnetUidToLeaseId.delete(state, netuid)
}

function purgeClaimable(state: State, netuid: number): void {
  for (const [[hotkey], rates] of [...storage.RootClaimable.entries(state)]) {
    const others = rates.filter(([of]) => of !== netuid)
    if (others.length !== rates.length) storage.RootClaimable.set(state, hotkey, others)
  }
}

/** Root's weights on the subnet become 0, so that they do not count for the next one with its id. 461 never has any. */
function clearRootWeightsOn(state: State, netuid: number): void {
  for (const [[, uid], row] of [...storage.Weights.entries(state, ROOT_NETUID)]) {
    if (!row.some(([target, weight]) => target === netuid && weight !== 0)) continue
    const cleared = row.map(([target, weight]): [number, number] => [target, target === netuid ? 0 : weight])
    storage.Weights.set(state, ROOT_NETUID, uid, cleared)
  }
}
