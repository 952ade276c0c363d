import type { State } from "@taonet/frame/state"
import type { EpochInput, WeightRow } from "@taonet/yuma/types"
import { storageIndex } from "../neurons/storageIndex.ts"
import { ownerUid } from "../neurons/uids.ts"
import { storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { earliestCommitBlocks } from "./earliestCommits.ts"

/** Stake of each uid, before the weight of TAO and the threshold are looked at, rao. */
export interface StakesByUid {
  readonly alpha: readonly bigint[]
  readonly tao: readonly bigint[]
}

/**
 * What the kernel needs to know of one mechanism, read from storage. Permits, activity parameters and stakes are the subnet's; weights, bonds,
 * clocks and the previous consensus are the mechanism's. Source: behaviour/coinbase.md section 7.2.
 */
export function readEpochInput(
  state: State,
  netuid: number,
  mecid: number,
  raoEmission: bigint,
  stakes: StakesByUid,
): EpochInput {
  const n = storage.SubnetworkN.get(state, netuid)
  const index = storageIndex(netuid, mecid)
  const byUid = <T>(read: (uid: number) => T): T[] => Array.from({ length: n }, (_, uid) => read(uid))
  const [alphaLow, alphaHigh] = storage.AlphaValues.get(state, netuid)
  return {
    n,
    raoEmission,
    currentBlock: currentBlock(state),
    tempo: storage.Tempo.get(state, netuid),
    lastMechanismStepBlock: storage.LastMechansimStepBlock.get(state, netuid),
    activityCutoffFactorMilli: storage.ActivityCutoffFactorMilli.get(state, netuid),
    lastUpdate: padded(storage.LastUpdate.get(state, index), n),
    blockAtRegistration: byUid((uid) => storage.BlockAtRegistration.get(state, netuid, uid)),
    alphaStake: stakes.alpha,
    taoStake: stakes.tao,
    taoWeight: storage.TaoWeight.get(state),
    stakeThreshold: storage.StakeThreshold.get(state),
    ownerUid: ownerUid(state, netuid) ?? null,
    validatorPermit: storage.ValidatorPermit.get(state, netuid),
    maxAllowedValidators: storage.MaxAllowedValidators.get(state, netuid),
    weights: byUid((uid): WeightRow => storage.Weights.get(state, index, uid)),
    bonds: byUid((uid): WeightRow => storage.Bonds.get(state, index, uid)),
    commitRevealEnabled: storage.CommitRevealWeightsEnabled.get(state, netuid),
    earliestCommitBlock: earliestCommitBlocks(state, netuid, index, n),
    kappa: storage.Kappa.get(state, netuid),
    bondsPenalty: storage.BondsPenalty.get(state, netuid),
    bondsMovingAverage: storage.BondsMovingAverage.get(state, netuid),
    yuma3On: storage.Yuma3On.get(state, netuid),
    liquidAlphaOn: storage.LiquidAlphaOn.get(state, netuid),
    alphaLow,
    alphaHigh,
    alphaSigmoidSteepness: storage.AlphaSigmoidSteepness.get(state, netuid),
    liquidAlphaConsensusMode: storage.LiquidAlphaConsensusMode.get(state, netuid),
    previousConsensus: storage.ConsensusByMechanism.get(state, index),
  }
}

/** The chain fills clocks of uids that never got one with 0 before it looks at them. */
function padded(blocks: readonly bigint[], n: number): readonly bigint[] {
  return blocks.length >= n ? blocks : [...blocks, ...new Array<bigint>(n - blocks.length).fill(0n)]
}
